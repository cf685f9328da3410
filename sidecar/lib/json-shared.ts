import { type JsonTape, type NodeIndex, NodeType } from './json-tape.ts';

/** What a document has in common with an earlier state of itself. */
export interface Shared {
  readonly before: JsonTape;
  /** Nodes of the earlier tape that stand whole in the common beginning, or were opened there. */
  readonly nodes: NodeIndex;
  /** End of the last whole value of them: the scan goes on behind it. */
  readonly end: number;
  /** Containers that are open there, the root first. */
  readonly open: readonly NodeIndex[];
  /** Bytes at the end that both have; they do not reach into the common beginning. */
  readonly tail: number;
}

/** Null when nothing of a root object can be used. */
export function findShared(bytes: Uint8Array, before: JsonTape): Shared | null {
  const common = countCommonStart(bytes, before.bytes);
  if (before.type(0) !== NodeType.object || common <= before.start(0)) return null;
  let best: Omit<Shared, 'before' | 'tail'> | null = null;
  const open: NodeIndex[] = [];
  for (let node = 0; node >= 0; ) {
    open.push(node);
    const { whole, cut } = splitChildren(before, node, common);
    if (whole >= 0) best = { nodes: before.after(whole), end: before.end(whole), open: [...open] };
    const isContainer = before.type(cut) === NodeType.object || before.type(cut) === NodeType.array;
    node = isContainer && before.start(cut) < common ? cut : -1;
  }
  if (best === null) return null;
  const most = Math.min(bytes.length, before.bytes.length) - best.end;
  return { ...best, before, tail: countCommonEnd(bytes, before.bytes, most) };
}

/** The last value of a container that ends, with the byte behind it, before `common`; and the value after it. -1: none. */
function splitChildren(tape: JsonTape, node: NodeIndex, common: number): { whole: NodeIndex; cut: NodeIndex } {
  const step = tape.type(node) === NodeType.object ? 1 : 0;
  const stop = tape.after(node);
  let whole = -1;
  for (let at = node + 1; at < stop; ) {
    const value = at + step;
    if (tape.end(value) >= common) return { whole, cut: value };
    whole = value;
    at = tape.after(value);
  }
  return { whole, cut: -1 };
}

/** Index of the node behind the member of the root that ends at this byte; -1 when none does. */
export function findMemberEnding(tape: JsonTape, end: number): NodeIndex {
  for (const [, value] of tape.members(0)) {
    if (tape.end(value) === end) return tape.after(value);
    if (tape.end(value) > end) return -1;
  }
  return -1;
}

/** Bytes that are compared at once, by the C library. */
const STRIDE = 16 * 1024;

function countCommonStart(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && isSame(a, b, { a: at, b: at, length: Math.min(STRIDE, most - at) })) at += STRIDE;
  at = Math.min(at, most);
  while (at < most && a[at] === b[at]) at++;
  return at;
}

function countCommonEnd(a: Uint8Array, b: Uint8Array, most: number): number {
  let count = 0;
  for (;;) {
    const length = Math.min(STRIDE, most - count);
    if (length === 0 || !isSame(a, b, { a: a.length - count - length, b: b.length - count - length, length })) break;
    count += length;
  }
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

function isSame(a: Uint8Array, b: Uint8Array, from: { a: number; b: number; length: number }): boolean {
  const part = (bytes: Uint8Array, at: number): Uint8Array => bytes.subarray(at, at + from.length);
  return Buffer.compare(part(a, from.a), part(b, from.b)) === 0;
}
