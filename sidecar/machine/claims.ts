import { readTextWithin, writeFileAtomic } from './files.ts';
import { withLock } from './lock.ts';

/** Looking at a claim and writing one takes milliseconds. */
const LOCK_MS = 10_000;

/** A claim is a line of facts about its holder. */
const MAX_CLAIM_BYTES = 64 * 1024;

/** `stale` is what a holder left who did not give the claim back: its end was not a clean one. */
export type Claim =
  | { readonly isOurs: true; readonly stale: string | null }
  | { readonly isOurs: false; readonly holder: string };

/**
 * Takes a file as a claim that only one process can hold, of many who claim at once. The holder removes it at its end.
 * @param isStale whether the holder that a text tells of is gone for good
 * @throws the system's error when the directory cannot be written.
 */
export async function claimFile(
  path: string,
  text: string,
  isStale: (holder: string) => Promise<boolean>,
): Promise<Claim> {
  const done = await withLock<Claim>(`${path}.lock`, LOCK_MS, async () => {
    const holder = await readTextWithin(path, MAX_CLAIM_BYTES);
    if (holder !== null && !(await isStale(holder))) return { isOurs: false, holder };
    await writeFileAtomic(path, text);
    return { isOurs: true, stale: holder };
  });
  // Whoever keeps the lock that long is alive, so the claim is somebody's.
  return done?.value ?? { isOurs: false, holder: (await readTextWithin(path, MAX_CLAIM_BYTES)) ?? '' };
}
