/** One server-sent event: its type ('message' when none was named) and its data lines joined by newlines. */
export interface SseEvent {
  readonly event: string;
  readonly data: string;
}

/** Longest event kept, in bytes; a longer one is skipped, the stream goes on. */
const LONGEST_EVENT = 4 * 1024 * 1024;

/**
 * Incremental reader of text/event-stream (WHATWG HTML §9.2). Bytes may come cut anywhere; LF, CRLF and CR end lines.
 * An event without its final blank line is not reported, as the standard demands, unless {@link end} is asked.
 */
export class SseReader {
  private readonly decoder = new TextDecoder('utf-8');
  private pending = '';
  private size = 0;
  private event = '';
  private data: string[] = [];
  private skipLf = false;
  private readonly onEvent: (event: SseEvent) => void;

  constructor(onEvent: (event: SseEvent) => void) {
    this.onEvent = onEvent;
  }

  push(chunk: Uint8Array): void {
    let text = this.decoder.decode(chunk, { stream: true });
    if (this.skipLf && text.startsWith('\n')) text = text.slice(1);
    if (text !== '') this.skipLf = false;
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code !== 10 && code !== 13) continue;
      this.line(this.pending + text.slice(from, i));
      this.pending = '';
      if (code === 13) {
        if (i + 1 === text.length) this.skipLf = true;
        else if (text.charCodeAt(i + 1) === 10) i++;
      }
      from = i + 1;
    }
    const rest = text.slice(from);
    if (this.pending.length + rest.length <= LONGEST_EVENT) this.pending += rest;
    else this.size = LONGEST_EVENT + 1;
  }

  /** Reports what is still held, for streams that end without a blank line. */
  end(): void {
    if (this.pending !== '') this.line(this.pending);
    this.pending = '';
    this.dispatch();
  }

  private line(line: string): void {
    if (line === '') {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') this.event = value;
    else if (field === 'data') {
      this.size += value.length;
      if (this.size <= LONGEST_EVENT) this.data.push(value);
    }
  }

  private dispatch(): void {
    if (this.data.length > 0 && this.size <= LONGEST_EVENT) {
      this.onEvent({ event: this.event === '' ? 'message' : this.event, data: this.data.join('\n') });
    }
    this.event = '';
    this.data = [];
    this.size = 0;
  }
}
