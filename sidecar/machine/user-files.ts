import { constants, type Stats } from 'node:fs';
import { access, lstat, open, readFile, readlink, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeDirectory } from './directories.ts';

/** A file of the user as it was read; the ground on which a change stands. */
export interface UserFile {
  /** As it was asked for. */
  readonly path: string;
  /** What its symbolic links lead to; here is read and written. */
  readonly target: string;
  /** Null when there is no such file. */
  readonly bytes: Uint8Array | null;
  /** Permission bits of the file, or those that a new one gets. */
  readonly mode: number;
  /** Null when there is no such file. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/** Symbolic links that are followed by hand (those that lead nowhere); the systems' own limit is 40. */
const MAX_LINKS = 40;
/** Of a file that is made: it may come to hold a key. */
const NEW_MODE = 0o600;

/**
 * Reads a file of the user and where its links lead. A missing file is no error.
 * @throws the system's error (EACCES, EISDIR, ELOOP, …), and EFBIG above `maxBytes`.
 */
export async function readUserFile(path: string, maxBytes: number): Promise<UserFile> {
  const target = await findTarget(path);
  const facts = await statOrNull(target);
  if (facts === null) return { path, target, bytes: null, mode: NEW_MODE, owner: null };
  if (!facts.isFile()) throw fault('EISDIR', `${path} is no file`);
  if (facts.size > maxBytes) throw fault('EFBIG', `${path} has ${facts.size} bytes, more than ${maxBytes}`);
  const bytes = await readFile(target);
  return { path, target, bytes, mode: facts.mode & 0o7777, owner: { uid: facts.uid, gid: facts.gid } };
}

/** Why a file cannot be replaced, or null when it can. Its own right to write counts, also for root. */
export async function findObstacle(file: UserFile): Promise<'read-only' | 'directory' | null> {
  if (file.bytes !== null) {
    if ((file.mode & 0o200) === 0) return 'read-only';
    // One that has gone meanwhile is no obstacle here: replacing it will tell.
    if ((await statOrNull(file.target)) !== null && !(await isAllowed(file.target))) return 'read-only';
  }
  for (let at = dirname(file.target); ; at = dirname(at)) {
    const facts = await statOrNull(at);
    if (facts !== null) return facts.isDirectory() && (await isAllowed(at)) ? null : 'directory';
    if (dirname(at) === at) return 'directory';
  }
}

/** The directories that have to be made before a file can be written there, outermost first. */
export async function listMissingDirectories(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = dirname(path); (await statOrNull(at)) === null && dirname(at) !== at; at = dirname(at)) {
    missing.unshift(at);
  }
  return missing;
}

/**
 * Replaces a file as a whole, keeping mode and owner, but only while it still is what was read.
 * @param temporary beside the target; it is gone afterwards, except when the process is killed.
 * @returns false when somebody changed the file since it was read: nothing is written then.
 * @throws the system's error; the target is then unchanged.
 */
export async function replaceUserFile(file: UserFile, bytes: Uint8Array, temporary: string): Promise<boolean> {
  makeDirectory(dirname(file.target));
  try {
    // One may lie there of a process that was killed.
    await rm(temporary, { force: true });
    await writeTemporary(temporary, bytes, file);
    if (!(await isUnchanged(file))) return false;
    await rename(temporary, file.target);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dirname(file.target));
  return true;
}

/** Deletes a file, but only while it still is what was read. @returns false when it is not. */
export async function deleteUserFile(file: UserFile): Promise<boolean> {
  if (!(await isUnchanged(file))) return false;
  await rm(file.target, { force: true });
  await syncDirectory(dirname(file.target));
  return true;
}

/** A copy that never replaces anything. @throws the system's error, EEXIST among them. */
export async function writeNewFile(path: string, bytes: Uint8Array, like: UserFile): Promise<void> {
  try {
    await writeTemporary(path, bytes, like);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  }
}

/** Removes a directory if nothing is in it. @returns whether it is gone. */
export async function removeEmptyDirectory(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    // Not empty, or not ours to remove: it stays.
    return false;
  }
}

/** Removes a file of our own making; a missing one is fine. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Whether something stands at a path (a link that leads nowhere counts). */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false; // missing, or behind a directory that may not be read: for us it is not there
  }
}

async function isUnchanged({ path, target, bytes }: UserFile): Promise<boolean> {
  if ((await findTarget(path)) !== target) return false;
  const facts = await statOrNull(target);
  if (bytes === null || facts === null) return bytes === null && facts === null;
  return facts.size === bytes.length && Buffer.compare(await readFile(target), bytes) === 0;
}

async function writeTemporary(path: string, bytes: Uint8Array, like: Pick<UserFile, 'mode' | 'owner'>): Promise<void> {
  const handle = await open(path, 'wx', NEW_MODE);
  try {
    await handle.writeFile(bytes);
    const { uid, gid } = await handle.stat();
    if (like.owner !== null && (like.owner.uid !== uid || like.owner.gid !== gid)) {
      await handle.chown(like.owner.uid, like.owner.gid);
    }
    await handle.chmod(like.mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where a path leads, also when nothing is there yet. @throws ELOOP */
async function findTarget(path: string): Promise<string> {
  let at = resolve(path);
  for (let links = 0; links < MAX_LINKS; links++) {
    try {
      return await realpath(at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const facts = await lstat(at).catch(() => null); // missing: then its parent says where it would be
    if (facts?.isSymbolicLink() !== true) return join(await findParent(dirname(at)), at.slice(dirname(at).length));
    at = resolve(dirname(at), await readlink(at));
  }
  throw fault('ELOOP', `${path} leads in a circle`);
}

/** A directory by its real name, as far as it exists. */
async function findParent(directory: string): Promise<string> {
  try {
    return await realpath(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(directory) === directory) throw error;
    return join(await findParent(dirname(directory)), directory.slice(dirname(directory).length));
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

async function isAllowed(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Without it a renamed file may be lost with the power. Not every system can. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null); // Windows opens no directories
  if (handle === null) return;
  await handle.sync().catch(() => undefined); // nor does every file system sync them
  await handle.close();
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
