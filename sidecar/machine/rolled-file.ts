import { appendFileSync, chmodSync, statSync } from 'node:fs';
import { appendFile, chmod, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeDirectory } from './directories.ts';
import { renameOver } from './renames.ts';

/** How the file is called that was full. */
export const ROLLED = '.1';

/**
 * Appends to a file that only its owner can read. A full one becomes the one before, which takes the place of an older one:
 * both together stay within twice the bound. Several processes may append: a text of a few kB arrives in one piece.
 * @throws the system's error (ENOSPC, EACCES, …)
 */
export async function appendRolled(path: string, text: string, maxBytes: number): Promise<void> {
  makeDirectory(dirname(path));
  const facts = await stat(path).catch(() => null);
  const isFull = facts !== null && facts.size > 0 && facts.size + Buffer.byteLength(text) > maxBytes;
  if (isFull) await rollAway(path);
  else if (facts !== null && isOpenToOthers(facts.mode)) await chmod(path, 0o600);
  await appendFile(path, text, { mode: 0o600 });
}

/** Another process may have done it a moment ago. */
async function rollAway(path: string): Promise<void> {
  try {
    await renameOver(path, path + ROLLED);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The same at once and without a bound, for the last words of a process. @throws the system's error */
export function appendNow(path: string, text: string): void {
  makeDirectory(dirname(path));
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts !== undefined && isOpenToOthers(facts.mode)) chmodSync(path, 0o600);
  appendFileSync(path, text, { mode: 0o600 });
}

/** Windows has no such bits: there the home's own rights count. */
function isOpenToOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}
