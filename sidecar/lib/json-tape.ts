/**
 * A strict JSON reader that keeps byte positions and builds no objects: the body of a request is scanned once into a
 * flat tape of nodes, so that editable strings can be found and replaced while every other byte stays as it came.
 */

export const NodeType = { object: 1, array: 2, string: 3, number: 4, literal: 5 } as const;
export type NodeType = (typeof NodeType)[keyof typeof NodeType];

/** Index of a node on the tape; -1 stands for "absent". */
export type NodeIndex = number;

/** Cells of a node: type, start, end, index of the node behind its subtree. */
export const WIDTH = 4;

/** A scanned document. All positions are byte offsets into `bytes`; `end` is exclusive. */
export class JsonTape {
  readonly bytes: Uint8Array;
  /** True once a lookup met the same key twice: which one counts is then the reader's choice, so nobody should edit. */
  ambiguous = false;
  private readonly cells: Int32Array;
  /** Longer strings that were decoded, by their first byte: whoever scans the next state of this document has them, too. */
  private readonly texts: Map<number, string | null>;

  constructor(bytes: Uint8Array, cells: Int32Array, texts = new Map<number, string | null>()) {
    this.bytes = bytes;
    this.cells = cells;
    this.texts = texts;
  }

  /** Bytes of memory that it holds, about. */
  get weight(): number {
    return 3 * this.bytes.length + this.cells.byteLength;
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
    const start = this.start(node);
    const end = this.end(node);
    if (end - start < KEPT_BYTES) return decodeString(this.bytes.subarray(start, end));
    const known = this.texts.get(start);
    if (known !== undefined) return known;
    const text = decodeString(this.bytes.subarray(start, end));
    this.texts.set(start, text);
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

  /** Index of the node behind a whole subtree. */
  after(node: NodeIndex): NodeIndex {
    return this.cells[node * WIDTH + 3]!;
  }

  /** Copies the cells of nodes [from, to) to the place `at` of a larger tape. */
  copyCells(from: NodeIndex, to: NodeIndex, { target, at }: { target: Int32Array; at: NodeIndex }): void {
    target.set(this.cells.subarray(from * WIDTH, to * WIDTH), at * WIDTH);
  }

  /** Decoded strings with their first byte. */
  decoded(): Iterable<readonly [number, string | null]> {
    return this.texts;
  }
}

/** Shorter strings are decoded faster than they are looked up. */
const KEPT_BYTES = 256;

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
  return new TextEncoder().encode(JSON.stringify(text));
}
