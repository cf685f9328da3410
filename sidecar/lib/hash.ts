import { createHash, hash } from 'node:crypto';

/** Stands in no UTF-8: what comes behind it is the name of no other text. */
const UTF16_MARK = Buffer.of(0xff);

/** SHA-256 in lower-case hex of a text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', distinct(data), 'hex');
}

/**
 * What a text is hashed as. Halves of characters, as a tool leaves them that cuts a text anywhere, all have the same form in
 * UTF-8: texts with such halves are hashed as UTF-16, so that no two of them have one name.
 */
function distinct(data: string | Uint8Array): string | Uint8Array {
  if (typeof data !== 'string' || data.isWellFormed()) return data;
  return Buffer.concat([UTF16_MARK, Buffer.from(data, 'utf16le')]);
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
  for (const part of parts.map(distinct)) {
    sum.update(`${typeof part === 'string' ? Buffer.byteLength(part) : part.length}:`);
    sum.update(part);
  }
  return sum.digest('hex').slice(0, 20);
}
