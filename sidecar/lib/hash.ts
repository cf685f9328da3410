import { createHash, hash } from 'node:crypto';

/** SHA-256 in lower-case hex of a text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/**
 * A short name for content: the first 20 hex digits (80 bits) of its SHA-256. Two of a billion texts collide with a
 * probability below 10⁻⁶; whoever stores by it compares the content as well.
 */
export function digest(data: string | Uint8Array): string {
  return sha256(data).slice(0, 20);
}

/** Digest of several parts that cannot be confused by moving bytes from one part to the next. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) {
    sum.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length}:`);
    sum.update(part);
  }
  return sum.digest('hex').slice(0, 20);
}
