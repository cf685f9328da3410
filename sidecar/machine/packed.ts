import { dirname, join } from 'node:path';
import { getRawAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import type { Launch } from './open-browser.ts';

/** True in the one executable that `npm run pack` makes: sources, tables and page lie inside of it. */
export const isPacked = isSea();

/** Tells the packed executable which part of itself it is to be. */
export const PART = 'HEADROOM_PART';

/** A file that was packed into the executable. @throws the system's error when there is none of that name. */
export function readAsset(name: string): Uint8Array {
  return new Uint8Array(getRawAsset(name) as ArrayBuffer);
}

/** The command line that starts this program again, from its sources or packed. */
export function makeOwnLaunch(args: readonly string[]): Launch {
  if (isPacked) return { command: process.execPath, args };
  const bin = fileURLToPath(new URL('../cli/headroom.mjs', import.meta.url));
  return { command: process.execPath, args: [bin, ...args] };
}

/** Directory of the built page: in the sources, or beside the packed executable. */
export function findPage(): string {
  if (isPacked) return join(dirname(process.execPath), 'ui');
  return fileURLToPath(new URL('../../resources/ui', import.meta.url));
}
