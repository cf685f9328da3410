import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextWithin } from './files.ts';

/** How often a claim is tried anew when others claim and leave at the same moment. */
const MAX_TRIES = 20;

/** A claim is a line of facts about its holder. */
const MAX_CLAIM_BYTES = 64 * 1024;

/** `stale` is what a holder left who did not give the claim back: its end was not a clean one. */
export type Claim =
  | { readonly isOurs: true; readonly stale: string | null }
  | { readonly isOurs: false; readonly holder: string };

/**
 * Takes a file as a claim that only one process can hold: it appears whole or not at all, and of two who claim at once one
 * wins. The holder removes it at its end.
 * @param isStale whether the holder that a text tells of is gone for good
 * @throws the system's error when the directory cannot be written.
 */
export async function claimFile(
  path: string,
  text: string,
  isStale: (holder: string) => Promise<boolean>,
): Promise<Claim> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, text, { mode: 0o600, flag: 'wx' });
  let stale: string | null = null;
  try {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (await tryLink(own, path)) return { isOurs: true, stale };
      const holder = await readTextWithin(path, MAX_CLAIM_BYTES);
      if (holder === null) continue;
      if (!(await isStale(holder))) return { isOurs: false, holder };
      stale = holder;
      await takeAway(path, holder);
    }
    return { isOurs: false, holder: (await readTextWithin(path, MAX_CLAIM_BYTES)) ?? '' };
  } finally {
    await rm(own, { force: true });
  }
}

/** True when the file was not there and now is. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale claim; one that somebody else has put there since it was read is put back. */
async function takeAway(path: string, expected: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const isExpected = (await readTextWithin(aside, MAX_CLAIM_BYTES)) === expected;
  if (!isExpected) await tryLink(aside, path);
  await rm(aside, { force: true });
}

/** Removes a file; false when it was not there. @throws the system's error for everything else. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await rm(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
