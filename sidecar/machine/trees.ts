import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file with what the system says about it. */
export interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Last change in ms since the epoch. */
  readonly changedAt: number;
}

/** Directories below each other; deeper trees are loops or not meant for us. */
const MAX_DEPTH = 12;

/**
 * The files under a directory that `accept` takes, sorted by path; none when it does not exist. Links are not followed,
 * and what cannot be read is left out: these are other programs' files.
 * @param maxFiles ends the search, so that a directory that is not what we think cannot hold us up
 */
export async function listFilesUnder(
  directory: string,
  accept: (path: string) => boolean,
  maxFiles = 100_000,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const visit = async (at: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH || found.length >= maxFiles) return;
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) await visit(path, depth + 1);
      else if (entry.isFile() && accept(path)) {
        const facts = await stat(path).catch(() => null);
        if (facts !== null) found.push({ path, sizeBytes: facts.size, changedAt: facts.mtimeMs });
      }
    }
  };
  await visit(directory, 0);
  return found.slice(0, maxFiles);
}

/**
 * The bytes of a file as they are read, so that its size does not matter.
 * @throws the system's error while it is read.
 */
export function streamFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}
