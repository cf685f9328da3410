import { open, realpath, rm, stat } from 'node:fs/promises';
import { writeFileAtomic } from './files.ts';

/** A file of the user's, as it was read. */
export interface Document {
  /** As it was asked for. */
  readonly path: string;
  /** Where it really lies: links are followed, so that replacing it does not cut them. */
  readonly realPath: string;
  /** Null when there is none. */
  readonly bytes: Buffer | null;
  /** Permission bits to keep; 0644 for a new file. */
  readonly mode: number;
}

/** Reads a file of the user's whole. @param maxBytes larger ones are refused with an error */
export async function readDocument(path: string, maxBytes: number): Promise<Document> {
  const realPath = await realpath(path).catch((error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (realPath === null) return { path, realPath: path, bytes: null, mode: 0o644 };
  const handle = await open(realPath, 'r');
  try {
    const { size, mode } = await handle.stat();
    if (size > maxBytes) throw new Error(`${path} has ${size} bytes, more than the ${maxBytes} expected`);
    return { path, realPath, bytes: await handle.readFile(), mode: mode & 0o777 };
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file as a whole, or removes it (null), if it still is as it was read.
 * @returns false, with nothing changed, when somebody else has written it meanwhile
 */
export async function replaceDocument(document: Document, bytes: Uint8Array | null): Promise<boolean> {
  const now = await readDocument(document.path, Number.MAX_SAFE_INTEGER);
  const isSame = now.bytes === null ? document.bytes === null : document.bytes?.equals(now.bytes) === true;
  if (!isSame || now.realPath !== document.realPath) return false;
  if (bytes === null) await rm(document.realPath, { force: true });
  else await writeFileAtomic(document.realPath, bytes, document.mode);
  return true;
}

/** Whether there is anything at a path, of whatever kind. */
export async function hasEntry(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

export async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
