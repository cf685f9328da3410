/** A link inside a text. */
export interface Link {
  readonly at: number;
  readonly end: number;
  readonly href: string;
}

/** Elements whose text is code within a sentence. */
export const INLINE_CODE: ReadonlySet<string> = new Set(['code', 'kbd', 'samp', 'tt']);

const BLANKS = /[\s\u200b\ufeff]+/g;

/** The text of one paragraph or cell while it is collected: white space as a browser shows it, with its links. */
export class Inline {
  /** Characters so far. */
  length = 0;
  private parts: string[] = [];
  /** White space that is written only when more text follows. */
  private pending = '';
  private links: Link[] = [];
  private linkStart = -1;
  private href = '';

  /** Whether the next thing would stand on a new line. */
  get isBroken(): boolean {
    return this.pending === '\n';
  }

  get isInLink(): boolean {
    return this.linkStart >= 0;
  }

  append(raw: string): void {
    const text = raw.replace(BLANKS, ' ');
    const core = text.trim();
    if (core === '') {
      if (text !== '') this.pending ||= ' ';
      return;
    }
    if (text[0] === ' ') this.pending ||= ' ';
    this.write(core);
    if (text.endsWith(' ')) this.pending = ' ';
  }

  breakLine(): void {
    if (this.length > 0) this.pending = '\n';
  }

  openLink(href: string): void {
    this.linkStart = this.here;
    this.href = href;
  }

  closeLink(): void {
    this.endLink();
    this.linkStart = -1;
  }

  /** @returns where the code begins, for {@link closeCode} */
  openCode(): number {
    const at = this.here;
    this.write('`');
    return at;
  }

  /** Code without content leaves no pair of ticks behind. */
  closeCode(at: number): void {
    if (this.length > at + 1) this.push('`');
    else if (this.length === at + 1 && this.parts.at(-1) === '`') {
      this.parts.pop();
      this.length--;
    }
  }

  /** Hands the text out and begins anew; a link that is open goes on in the next text. */
  take(): { text: string; links: Link[] } {
    if (this.isInLink) this.endLink();
    const { parts, links } = this;
    this.parts = [];
    this.links = [];
    this.length = 0;
    this.pending = '';
    if (this.isInLink) this.linkStart = 0;
    return { text: parts.join('').trimEnd(), links };
  }

  /** Where the next character will stand. */
  private get here(): number {
    return this.length > 0 && this.pending !== '' ? this.length + 1 : this.length;
  }

  private endLink(): void {
    if (this.length > this.linkStart) this.links.push({ at: this.linkStart, end: this.length, href: this.href });
  }

  private write(text: string): void {
    if (this.length > 0 && this.pending !== '') this.push(this.pending);
    this.pending = '';
    this.push(text);
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}

/** Characters inside links. */
export function countLinked(links: readonly Link[]): number {
  return links.reduce((sum, { at, end }) => sum + end - at, 0);
}
