import { join } from 'node:path';
import { sha256 } from '../lib/hash.ts';
import { listNames, readUserFile, removeFile, writeFileAtomic } from '../machine/index.ts';
import { type Records, recordPaths } from './record.ts';

/** Settings files are small; whatever is larger is not one. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Keeps bytes under their SHA-256, before anything is written. @returns the name */
export async function keepBytes(home: string, bytes: Uint8Array): Promise<string> {
  const name = sha256(bytes);
  const path = join(recordPaths(home).originals, name);
  if ((await readKept(home, name)) === null) await writeFileAtomic(path, bytes);
  return name;
}

/** Kept bytes; null when they are gone or damaged. */
export async function readKept(home: string, name: string): Promise<Uint8Array | null> {
  const { bytes } = await readUserFile(join(recordPaths(home).originals, name), MAX_FILE_BYTES);
  return bytes !== null && sha256(bytes) === name ? bytes : null;
}

/** Removes what no record needs any more. First originals stay as long as values of ours stand in their file. */
export async function dropUnused(home: string, records: Records): Promise<void> {
  const { originals } = recordPaths(home);
  const needed = new Set(Object.values(records.files).map(({ original }) => original));
  for (const name of await listNames(originals)) {
    if (!needed.has(name)) await removeFile(join(originals, name));
  }
}
