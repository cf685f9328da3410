import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { readTextWithin, removeTree, withLock, writeFileAtomic } from '../machine/index.ts';

const NAME = 'prices.json';
const MAX_BYTES = 4 * 1024 * 1024;
/** Another process writes it within milliseconds. */
const WAIT_MS = 5000;

export function findPricesPath(home: string): string {
  return join(home, NAME);
}

/** The text of prices.json; null when there is none, or it cannot be read: then it holds no price either. */
export async function readOwnPrices(home: string): Promise<string | null> {
  return readTextWithin(findPricesPath(home), MAX_BYTES).catch(() => null); // as the ledger's thread takes it
}

/**
 * Replaces prices.json in one step and under a lock, readable by its owner only.
 * @param change makes the new text of the one that is there; null: no file
 * @returns the new text.
 * @throws what `change` throws; AppError store.denied, store.locked.
 */
export async function changeOwnPrices(
  home: string,
  change: (text: string | null) => string | null,
): Promise<string | null> {
  const path = findPricesPath(home);
  try {
    const done = await withLock(join(home, `${NAME}.lock`), WAIT_MS, async () => {
      const before = await readTextWithin(path, MAX_BYTES);
      const text = change(before);
      if (text === null) await removeTree(path);
      else if (text !== before) await writeFileAtomic(path, text);
      return text;
    });
    if (done !== null) return done.value;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store.denied', `${path} cannot be written: ${(error as Error).message}`, {
      hint: 'Look at its rights and at the free space of the disk.',
      cause: error,
    });
  }
  throw new AppError('store.locked', 'Another process is writing prices.json.', { hint: 'Try again.' });
}
