import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeDirectory } from './directories.ts';
import { isAlive } from './processes.ts';

/** How often a taken lock is looked at. */
const POLL_MS = 25;
/** What is done under a lock takes far less; an older one belongs to nobody (its process id may have been given anew). */
const STALE_MS = 60_000;

/**
 * Does something while holding a lock file; processes that want the same lock wait. The lock of a process that was
 * killed is taken over.
 * @param waitMs how long to wait for it; null is given back when it stays taken.
 * @throws what `work` throws, and the system's error when the lock file cannot be made.
 */
export async function withLock<T>(path: string, waitMs: number, work: () => Promise<T>): Promise<{ value: T } | null> {
  makeDirectory(dirname(path));
  const until = Date.now() + waitMs;
  while (!(await take(path))) {
    if (await isAbandoned(path)) {
      await removeTaken(path);
      continue;
    }
    if (Date.now() >= until) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return { value: await work() };
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether somebody alive holds the lock right now. */
export async function isLocked(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null && !(await isAbandoned(path));
}

async function take(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const age = Date.now() - mtimeMs;
    // Empty: it is being written, or its writer died in between.
    return age > STALE_MS || (text === '' ? age > 1000 : !isAlive(Number(text)));
  } catch {
    return false; // it has just been given back
  }
}

/** Two may find it abandoned at once: only one of them can move it aside. */
async function removeTaken(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch {
    // The other one was faster.
  }
}
