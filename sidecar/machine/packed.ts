import { dirname, join } from 'node:path';
import { getRawAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';

/** True in the one executable that `npm run pack` makes: sources, tables and page lie inside of it. */
export const isPacked = isSea();

/** Tells the packed executable which part of itself it is to be. */
export const PART = 'HEADROOM_PART';

/** A file that was packed into the executable. @throws the system's error when there is none of that name. */
export function readAsset(name: string): Uint8Array {
  return new Uint8Array(getRawAsset(name) as ArrayBuffer);
}

/** Directory of the built page: in the sources, or beside the packed executable. */
export function findPage(): string {
  if (isPacked) return join(dirname(process.execPath), 'ui');
  return fileURLToPath(new URL('../../resources/ui', import.meta.url));
}
