import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a small file right now, for what must be known before anything else can start; null when there is none.
 * @throws the system's error, and an error for what is no file or larger than `maxBytes`.
 */
export function readTextNow(path: string, maxBytes: number): string | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return null;
  if (!facts.isFile()) throw new Error(`${path} is no file`);
  if (facts.size > maxBytes) throw new Error(`${path} has ${facts.size} bytes, more than the ${maxBytes} expected`);
  return readFileSync(path, 'utf8');
}
