import { dirname, join, sep } from 'node:path';
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

/** The same for what outlives this process, or starts in another session: services, guards, entries in clients' settings. */
export function makeLastingLaunch(args: readonly string[]): Launch {
  const own = makeOwnLaunch(args);
  return { ...own, command: findLasting(own.command, process.env) };
}

/**
 * What of an AppImage stays where it is: a program inside of it lies in a file system that goes when the image's first process
 * ends. APPIMAGE and APPDIR are what its runtime sets (docs.appimage.org, "Environment variables").
 * @returns the image when the program lies in it, else the program.
 */
export function findLasting(program: string, env: Readonly<Record<string, string | undefined>>): string {
  const { APPIMAGE, APPDIR } = env;
  return APPIMAGE && APPDIR && program.startsWith(APPDIR + sep) ? APPIMAGE : program;
}

/** Directory of the built page: in the sources, or beside the packed executable. */
export function findPage(): string {
  if (isPacked) return join(dirname(process.execPath), 'ui');
  return fileURLToPath(new URL('../../resources/ui', import.meta.url));
}
