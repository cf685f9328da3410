/** Steps in which bytes are compared: the first is the largest. */
const STEPS = [64 * 1024, 4096, 256, 16, 1] as const;

/** How many bytes two documents have in common at their beginning. */
export function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  const a = view(one);
  let at = 0;
  for (const step of STEPS) {
    while (at < length) {
      const to = Math.min(length, at + step);
      if (a.compare(other, at, to, at, to) !== 0) break;
      at = to;
    }
  }
  return at;
}

/**
 * How many bytes two documents have in common at their end.
 * @param prefix bytes at the beginning of both that do not count
 */
export function sharedEnd(one: Uint8Array, other: Uint8Array, prefix: number): number {
  const most = Math.min(one.length, other.length) - prefix;
  const a = view(one);
  let length = 0;
  for (const step of STEPS) {
    while (length < most) {
      const next = Math.min(most, length + step);
      const [end, otherEnd] = [one.length - length, other.length - length];
      if (a.compare(other, other.length - next, otherEnd, one.length - next, end) !== 0) break;
      length = next;
    }
  }
  return length;
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
