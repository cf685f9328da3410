/**
 * A strict JSON reader that keeps byte positions and builds no objects: the body of a request is scanned once into a
 * flat tape of nodes, so that editable strings can be found and replaced while every other byte stays as it came.
 */

export const NodeType = { object: 1, array: 2, string: 3, number: 4, literal: 5 } as const;
export type NodeType = (typeof NodeType)[keyof typeof NodeType];

/** Index of a node on the tape; -1 stands for "absent". */
export type NodeIndex = number;

const WIDTH = 4; // type, start, end, index of the node after the subtree
const MAX_DEPTH = 512;

/** A scanned document. All positions are byte offsets into `bytes`; `end` is exclusive. */
export class JsonTape {
  readonly bytes: Uint8Array;
  /** True once a lookup met the same key twice: which one counts is then the reader's choice, so nobody should edit. */
  ambiguous = false;
  private readonly cells: Int32Array;
  /** Decoded strings by node, on tapes that are continued; a tape that was continued has given them away. */
  private texts: (string | null | undefined)[] | null;

  constructor(bytes: Uint8Array, cells: Int32Array, texts: (string | null | undefined)[] | null = null) {
    this.bytes = bytes;
    this.cells = cells;
    this.texts = texts;
  }

  /** Number of nodes. */
  get size(): number {
    return this.after(0);
  }

  type(node: NodeIndex): NodeType | 0 {
    return node < 0 ? 0 : (this.cells[node * WIDTH] as NodeType);
  }

  start(node: NodeIndex): number {
    return this.cells[node * WIDTH + 1]!;
  }

  end(node: NodeIndex): number {
    return this.cells[node * WIDTH + 2]!;
  }

  /** Elements of an array, in order; nothing for any other node. */
  *elements(node: NodeIndex): Generator<NodeIndex> {
    if (this.type(node) !== NodeType.array) return;
    const stop = this.after(node);
    for (let at = node + 1; at < stop; at = this.after(at)) yield at;
  }

  /** Members of an object as [key node, value node], in order; nothing for any other node. */
  *members(node: NodeIndex): Generator<readonly [NodeIndex, NodeIndex]> {
    if (this.type(node) !== NodeType.object) return;
    const stop = this.after(node);
    for (let at = node + 1; at < stop; ) {
      const value = at + 1;
      yield [at, value];
      at = this.after(value);
    }
  }

  /** The value of a member, or -1. The last one wins, as in every common reader, and {@link ambiguous} is set. */
  get(node: NodeIndex, key: string): NodeIndex {
    if (this.type(node) !== NodeType.object) return -1;
    let found = -1;
    const stop = this.after(node);
    for (let at = node + 1; at < stop; ) {
      const value = at + 1;
      if (this.isString(at, key)) {
        if (found >= 0) this.ambiguous = true;
        found = value;
      }
      at = this.after(value);
    }
    return found;
  }

  /** Whether a node is this string (ASCII), without decoding it where possible. */
  isString(node: NodeIndex, value: string): boolean {
    if (this.type(node) !== NodeType.string) return false;
    const from = this.start(node) + 1;
    const length = this.end(node) - 1 - from;
    if (length === value.length) {
      let i = 0;
      while (i < length && this.bytes[from + i] === value.charCodeAt(i)) i++;
      if (i === length) return true;
    }
    return (
      length > value.length && this.bytes.subarray(from, from + length).includes(0x5c) && this.text(node) === value
    );
  }

  /** The decoded string, or null when the node is no string or its bytes are not UTF-8. */
  text(node: NodeIndex): string | null {
    if (this.type(node) !== NodeType.string) return null;
    const known = this.texts?.[node];
    if (known !== undefined) return known;
    const text = decodeString(this.bytes.subarray(this.start(node), this.end(node)));
    if (this.texts !== null) this.texts[node] = text;
    return text;
  }

  /** Source bytes of a node. */
  source(node: NodeIndex): Uint8Array {
    return this.bytes.subarray(this.start(node), this.end(node));
  }

  /** Whether a node is the literal `true`. */
  isTrue(node: NodeIndex): boolean {
    return this.type(node) === NodeType.literal && this.bytes[this.start(node)] === 0x74;
  }

  /**
   * Where a scan of other bytes may go on that begin with the same `shared` bytes: behind the last value that is complete
   * in them, with the nodes up to there.
   */
  cut(shared: number): Cut {
    const open: NodeIndex[] = [];
    for (let node = 0; ; ) {
      open.push(node);
      const isObject = this.type(node) === NodeType.object;
      const stop = this.after(node);
      let child = node + 1;
      let last = -1;
      while (child < stop) {
        const value = isObject ? child + 1 : child;
        // A number goes on until the byte behind it says otherwise.
        if (this.end(value) >= shared) break;
        last = value;
        child = this.after(value);
      }
      const next = isObject ? child + 1 : child;
      const goesOn = child < stop && this.start(next) < shared;
      if (goesOn && (this.type(next) === NodeType.object || this.type(next) === NodeType.array)) {
        node = next;
        continue;
      }
      const at = last < 0 ? this.start(node) + 1 : this.end(last);
      return { open, at, isFirst: last < 0, cells: this.cells.subarray(0, child * WIDTH) };
    }
  }

  /** The decoded strings of the first nodes, for the tape that begins with the same ones. */
  giveTexts(count: number): (string | null | undefined)[] {
    const texts = this.texts ?? [];
    this.texts = [];
    texts.length = Math.min(texts.length, count);
    return texts;
  }

  private after(node: NodeIndex): NodeIndex {
    return this.cells[node * WIDTH + 3]!;
  }
}

/** See {@link JsonTape.cut}. */
interface Cut {
  /** Objects and arrays that are not closed yet, outermost first. */
  readonly open: NodeIndex[];
  readonly at: number;
  /** Nothing of the innermost open node is complete. */
  readonly isFirst: boolean;
  readonly cells: Int32Array;
}

const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeString(literal: Uint8Array): string | null {
  try {
    const source = utf8.decode(literal);
    return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
  } catch {
    return null; // not UTF-8: such a text cannot be written back unchanged, so nobody may edit it
  }
}

/** A JSON string literal for a text. Lone surrogates come out escaped, so the result is always valid UTF-8. */
export function encodeString(text: string): Uint8Array {
  return encoder.encode(JSON.stringify(text));
}

/** Scans a whole document. Null when it is not valid JSON (RFC 8259) or nests deeper than 512. */
export function scanJson(bytes: Uint8Array): JsonTape | null {
  const scanner = new Scanner(bytes);
  return scanner.run() ? new JsonTape(bytes, scanner.cells) : null;
}

/**
 * The same for bytes that begin with the same `shared` bytes as those of an earlier tape, whose nodes are taken over: only
 * what is behind them is scanned. Strings that are decoded are remembered for the tape that continues this one.
 * @param earlier of a scan whose root is an object or a list; null: none, everything is scanned
 */
export function continueScan(bytes: Uint8Array, earlier: JsonTape | null, shared: number): JsonTape | null {
  const cut = earlier === null || shared <= earlier.start(0) ? null : earlier.cut(shared);
  const scanner = new Scanner(bytes, cut);
  if (!scanner.run()) return null;
  const texts = cut === null ? [] : earlier!.giveTexts(cut.cells.length / WIDTH);
  const tape = new JsonTape(bytes, scanner.cells, texts);
  // Filled from the start, so that it stays a plain list however far apart the strings are that somebody asks for.
  while (texts.length < tape.size) texts.push(undefined);
  return tape;
}

const Expect = { value: 0, valueOrEnd: 1, key: 2, keyOrEnd: 3, commaOrEnd: 4 } as const;

class Scanner {
  cells: Int32Array;
  private count = 0;
  private at = 0;
  private readonly bytes: Uint8Array;
  private readonly open: number[];
  private readonly isFirst: boolean;

  constructor(bytes: Uint8Array, from: Cut | null = null) {
    this.bytes = bytes;
    this.open = from?.open ?? [];
    this.at = from?.at ?? 0;
    this.isFirst = from?.isFirst ?? true;
    this.count = (from?.cells.length ?? 0) / WIDTH;
    // One node per 50 to 500 bytes is typical of agents' bodies; grows when a body is denser.
    this.cells = new Int32Array(Math.max(64, this.count + ((bytes.length - this.at) >> 6)) * WIDTH);
    if (from !== null) this.cells.set(from.cells);
  }

  /** What may stand where the scan begins. */
  private expected(): number {
    if (this.open.length === 0) return Expect.value;
    if (!this.isFirst) return Expect.commaOrEnd;
    return this.cells[this.open.at(-1)! * WIDTH] === NodeType.object ? Expect.keyOrEnd : Expect.valueOrEnd;
  }

  run(): boolean {
    const { bytes, open } = this;
    // A byte order mark is not JSON; providers refuse it, so the body goes as it came.
    let expect = this.expected();
    for (;;) {
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
    if (cell + WIDTH > this.cells.length) {
      const wider = new Int32Array(this.cells.length * 2);
      wider.set(this.cells);
      this.cells = wider;
    }
    this.cells[cell] = type;
    this.cells[cell + 1] = start;
    return node;
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
