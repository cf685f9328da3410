import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
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

/** Size and last change of many files at once; null for what is not a file or cannot be looked at. */
export async function readSizes(paths: readonly string[]): Promise<readonly (Omit<FoundFile, 'path'> | null)[]> {
  const found: (Omit<FoundFile, 'path'> | null)[] = [];
  // Enough at once to keep the disk busy, few enough to need no more than the usual number of open files.
  for (let at = 0; at < paths.length; at += 256) {
    const part = paths.slice(at, at + 256).map(async (path) => {
      const facts = await lstat(path).catch(() => null);
      return facts?.isFile() ? { sizeBytes: facts.size, changedAt: facts.mtimeMs } : null;
    });
    found.push(...(await Promise.all(part)));
  }
  return found;
}

/** The text of a file that is known to be small, or null when it is gone, is no text, or is longer than `maxBytes`. */
export async function readSource(path: string, maxBytes: number): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null || bytes.length > maxBytes || bytes.subarray(0, 8000).includes(0)) return null;
  return bytes.toString('utf8');
}
