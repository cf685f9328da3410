/** Takes a stream of text apart into lines of a bounded length. */
export class LineReader {
  private readonly mostChars: number;
  private readonly take: (line: string) => void;
  private rest = '';

  /** @param mostChars of one line */
  constructor(mostChars: number, take: (line: string) => void) {
    this.mostChars = mostChars;
    this.take = take;
  }

  /** @returns false when a line is too long; nothing more is taken then. */
  push(chunk: string): boolean {
    this.rest += chunk;
    for (let end = this.rest.indexOf('\n'); end !== -1; end = this.rest.indexOf('\n')) {
      if (end > this.mostChars) return false;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 1);
      this.take(line);
    }
    return this.rest.length <= this.mostChars;
  }
}
