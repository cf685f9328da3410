import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a directory and those above it that are missing (0700); one that is there stays as it is.
 * Node's own `recursive` never comes back where the system says ENOENT below a directory that exists (/proc), so each
 * one is made by itself.
 * @throws the system's error: EACCES, EROFS, ENOSPC, ENOTDIR, and EEXIST or ENOTDIR where a file is in the way.
 */
export function makeDirectory(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  while (statSync(at, { throwIfNoEntry: false }) === undefined && dirname(at) !== at) {
    missing.push(at);
    at = dirname(at);
  }
  if (missing.length === 0 && !statSync(at).isDirectory()) makeOne(at);
  for (const directory of missing.reverse()) makeOne(directory);
}

function makeOne(path: string): void {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    // Another process may have been faster; only a directory is as good as ours.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isThere) throw error;
  }
}

/** Whether there is anything at a path that this process can see; false also where it may not look. */
export function isThere(path: string): boolean {
  return existsSync(path);
}
