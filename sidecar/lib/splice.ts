/** Replace body bytes [start, end) by `bytes`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** Whether replacements are inside the body, sorted and never overlapping. */
export function isSpliceable(length: number, replacements: readonly Replacement[]): boolean {
  let at = 0;
  for (const { start, end } of replacements) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < at || end < start || end > length) return false;
    at = end;
  }
  return true;
}

/**
 * The body with the replacements in place, as chunks to be written one after another. Everything outside a replacement
 * is a view on the very same bytes; without replacements the only chunk is the body itself.
 */
export function splice(body: Uint8Array, replacements: readonly Replacement[]): Uint8Array[] {
  if (replacements.length === 0) return [body];
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, bytes } of replacements) {
    if (start > at) chunks.push(body.subarray(at, start));
    if (bytes.length > 0) chunks.push(bytes);
    at = end;
  }
  if (at < body.length) chunks.push(body.subarray(at));
  return chunks;
}

/** Total length of chunks in bytes. */
export function lengthOf(chunks: readonly Uint8Array[]): number {
  let total = 0;
  for (const chunk of chunks) total += chunk.length;
  return total;
}
