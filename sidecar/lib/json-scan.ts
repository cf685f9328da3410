import { findMemberEnding, findShared, type Shared } from './json-shared.ts';
import { JsonTape, NodeType, WIDTH } from './json-tape.ts';

const MAX_DEPTH = 512;

/**
 * Scans a whole document. Null when it is not valid JSON (RFC 8259) or nests deeper than 512.
 * @param before an earlier state of the same document: what both begin and end with is not scanned again. The tape is the
 *   same as without it.
 */
export function scanJson(bytes: Uint8Array, before?: JsonTape): JsonTape | null {
  const scanner = new Scanner(bytes, before);
  return scanner.run() ? scanner.tape() : null;
}

const Expect = { value: 0, valueOrEnd: 1, key: 2, keyOrEnd: 3, commaOrEnd: 4 } as const;

class Scanner {
  private cells: Int32Array;
  private count = 0;
  private at = 0;
  private readonly bytes: Uint8Array;
  private readonly open: number[];
  private readonly shared: Shared | null;
  private readonly texts = new Map<number, string | null>();

  constructor(bytes: Uint8Array, before?: JsonTape) {
    this.bytes = bytes;
    this.shared = before === undefined ? null : findShared(bytes, before);
    this.open = this.shared === null ? [] : [...this.shared.open];
    // Grows when a body is denser.
    this.cells = new Int32Array(Math.max(64, before?.after(0) ?? 0, bytes.length >> 6) * WIDTH);
    if (this.shared !== null) this.takeBeginning(this.shared);
  }

  tape(): JsonTape {
    return new JsonTape(this.bytes, this.cells, this.texts);
  }

  run(): boolean {
    const { bytes, open, shared } = this;
    // A byte order mark is not JSON; providers refuse it, so the body goes as it came.
    let expect: number = shared === null ? Expect.value : Expect.commaOrEnd;
    for (;;) {
      if (expect === Expect.commaOrEnd && open.length === 1 && shared !== null && this.takeEnd(shared)) return true;
      this.skipSpace();
      if (this.at >= bytes.length) return false;
      const byte = bytes[this.at]!;
      if (expect === Expect.commaOrEnd) {
        const inObject = this.cells[open[open.length - 1]! * WIDTH] === NodeType.object;
        if (byte === 0x2c) {
          this.at++;
          expect = inObject ? Expect.key : Expect.value;
          continue;
        }
        if (byte !== (inObject ? 0x7d : 0x5d)) return false;
      } else if (expect === Expect.key || (expect === Expect.keyOrEnd && byte !== 0x7d)) {
        if (byte !== 0x22 || !this.string()) return false;
        this.skipSpace();
        if (bytes[this.at++] !== 0x3a) return false;
        expect = Expect.value;
        continue;
      } else if (expect === Expect.value || (expect === Expect.valueOrEnd && byte !== 0x5d)) {
        if (byte === 0x7b || byte === 0x5b) {
          if (open.length >= MAX_DEPTH) return false;
          open.push(this.push(byte === 0x7b ? NodeType.object : NodeType.array, this.at++));
          expect = byte === 0x7b ? Expect.keyOrEnd : Expect.valueOrEnd;
          continue;
        }
        if (!this.scalar(byte)) return false;
        if (open.length === 0) return this.atEnd();
        expect = Expect.commaOrEnd;
        continue;
      }
      // Only a closing bracket is left.
      const node = open.pop()!;
      this.at++;
      this.close(node);
      if (open.length === 0) return this.atEnd();
      expect = Expect.commaOrEnd;
    }
  }

  private takeBeginning({ before, nodes, end }: Shared): void {
    before.copyCells(0, nodes, { target: this.cells, at: 0 });
    this.count = nodes;
    this.at = end;
    for (const [start, text] of before.decoded()) if (start < end) this.texts.set(start, text);
  }

  /** Behind a member of the root: takes the rest from the document before, when all of it is the same. */
  private takeEnd({ before, tail }: Shared): boolean {
    const shift = this.bytes.length - before.bytes.length;
    if (this.at < this.bytes.length - tail) return false;
    const from = findMemberEnding(before, this.at - shift);
    if (from < 0) return false;
    const end = before.after(0);
    const moved = this.count - from;
    const wanted = (this.count + end - from) * WIDTH;
    if (wanted > this.cells.length) this.widen(wanted);
    before.copyCells(from, end, { target: this.cells, at: this.count });
    for (let cell = this.count * WIDTH; cell < wanted; cell += WIDTH) {
      this.cells[cell + 1]! += shift;
      this.cells[cell + 2]! += shift;
      this.cells[cell + 3]! += moved;
    }
    for (const [start, text] of before.decoded()) if (start + shift >= this.at) this.texts.set(start + shift, text);
    this.count += end - from;
    this.at = before.end(0) + shift;
    this.close(this.open.pop()!);
    return true;
  }

  private atEnd(): boolean {
    this.skipSpace();
    return this.at === this.bytes.length;
  }

  private skipSpace(): void {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at++;
    }
  }

  private push(type: NodeType, start: number): number {
    const node = this.count++;
    const cell = node * WIDTH;
    if (cell + WIDTH > this.cells.length) this.widen(this.cells.length * 2);
    this.cells[cell] = type;
    this.cells[cell + 1] = start;
    return node;
  }

  private widen(length: number): void {
    const wider = new Int32Array(length);
    wider.set(this.cells);
    this.cells = wider;
  }

  private close(node: number): void {
    this.cells[node * WIDTH + 2] = this.at;
    this.cells[node * WIDTH + 3] = this.count;
  }

  private scalar(byte: number): boolean {
    if (byte === 0x22) return this.string();
    const start = this.at;
    if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      if (!this.number()) return false;
      this.close(this.push(NodeType.number, start));
      return true;
    }
    const word = byte === 0x74 ? 'true' : byte === 0x66 ? 'false' : byte === 0x6e ? 'null' : '';
    if (word === '') return false;
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at++] !== word.charCodeAt(i)) return false;
    this.close(this.push(NodeType.literal, start));
    return true;
  }

  private digits(): boolean {
    const from = this.at;
    while (this.bytes[this.at]! >= 0x30 && this.bytes[this.at]! <= 0x39) this.at++;
    return this.at > from;
  }

  private number(): boolean {
    const { bytes } = this;
    if (bytes[this.at] === 0x2d) this.at++;
    if (bytes[this.at] === 0x30) this.at++;
    else if (!this.digits()) return false;
    if (bytes[this.at] === 0x2e) {
      this.at++;
      if (!this.digits()) return false;
    }
    if (bytes[this.at] === 0x65 || bytes[this.at] === 0x45) {
      this.at++;
      if (bytes[this.at] === 0x2b || bytes[this.at] === 0x2d) this.at++;
      if (!this.digits()) return false;
    }
    return true;
  }

  private string(): boolean {
    const { bytes } = this;
    const node = this.push(NodeType.string, this.at);
    let at = this.at + 1;
    const { length } = bytes;
    for (;;) {
      if (at >= length) return false;
      const byte = bytes[at++]!;
      if (byte === 0x22) break;
      if (byte < 0x20) return false;
      if (byte !== 0x5c) continue;
      const escaped = bytes[at++];
      if (escaped === 0x75) {
        for (let i = 0; i < 4; i++) if (!isHex(bytes[at++])) return false;
      } else if (escaped === undefined || !ESCAPES.has(escaped)) return false;
    }
    this.at = at;
    this.close(node);
    return true;
  }
}

const ESCAPES = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

function isHex(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66));
}
