import { randomUUID } from 'node:crypto';
import { access, constants, open, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectory } from './directories.ts';
import { renameOver } from './renames.ts';

/**
 * Replaces a file as a whole: readers see the old bytes or the new ones, never a part. Missing directories are made (0700).
 * @param mode of the new file; default 0600, readable by its owner only.
 * @throws the system's error (ENOSPC, EACCES, …); the target is then unchanged and the temporary file is gone.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const directory = dirname(path);
  makeDirectory(directory);
  const temporary = join(directory, `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * A small text file, or null when it does not exist.
 * @param maxBytes files above it are refused with an error, so that a device or a huge file cannot fill the memory.
 * @throws the system's error for everything but a missing file.
 */
export async function readTextWithin(path: string, maxBytes: number): Promise<string | null> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw new Error(`${path} has ${size} bytes, more than the ${maxBytes} expected`);
    const buffer = Buffer.alloc(maxBytes + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > maxBytes) throw new Error(`${path} is longer than the ${maxBytes} bytes expected`);
    return buffer.toString('utf8', 0, length);
  } finally {
    await handle.close();
  }
}

/**
 * The first bytes of a file (fewer when it is shorter), or null when it does not exist.
 * @throws the system's error for everything but a missing file.
 */
export async function readHead(path: string, bytes: number): Promise<Uint8Array | null> {
  try {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The last bytes of a file as text (all of a shorter one), or null when it does not exist. @throws the system's error. */
export async function readTail(path: string, bytes: number): Promise<string | null> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(Math.min(bytes, size)),
        0,
        null,
        Math.max(0, size - bytes),
      );
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Names in a directory, sorted; none when it does not exist. @throws the system's error for everything else. */
export async function listNames(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Removes a file, or a directory with all that is in it; a missing one is fine. @throws the system's error. */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Space of the file system that holds a path, in bytes. */
export interface DiskRoom {
  /** Free for a user without special rights. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Space where `path` lies or, when it does not exist yet, where its nearest existing parent lies. */
export async function readDiskRoom(path: string): Promise<DiskRoom> {
  for (let at = path; ; at = dirname(at)) {
    try {
      const stats = await statfs(at);
      return { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize };
    } catch (error) {
      if (!isMissing(error) || dirname(at) === at) throw error;
    }
  }
}

/** Whether files can be made in the directory or, when it does not exist yet, in its nearest existing parent. */
export async function isWritable(directory: string): Promise<boolean> {
  for (let at = directory; ; at = dirname(at)) {
    try {
      await access(at, constants.W_OK | constants.X_OK);
      return true;
    } catch (error) {
      if (!isMissing(error) || dirname(at) === at) return false;
    }
  }
}
