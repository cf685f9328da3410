import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import { keychainFailed, noKeychain } from './failures.ts';
import type { SecretPlace, SecretStore, Surroundings } from './types.ts';

/** A keychain that is locked asks the person first; a program that never answers must not hold anything up. */
const TIMEOUT_MS = 50_000;

/** The name of an entry: whose, and of which home; two homes of one person must not take each other's token. */
export function makePlace(home: string, url: string): SecretPlace {
  const hash = createHash('sha256').update(`${home}\n${url}`).digest('hex').slice(0, 12);
  return { home, key: `${new URL(url).host}-${hash}` };
}

/** The keychain of the system, or the file if the person agrees to it; null where the system has none that we know. */
export function pickStore(
  { stores, platform }: Pick<Surroundings, 'stores' | 'platform'>,
  inFile: boolean,
): SecretStore | null {
  if (inFile) return stores.find(({ platforms }) => platforms.length === 0) ?? null;
  return stores.find(({ platforms }) => platforms.includes(platform)) ?? null;
}

/**
 * Makes sure that a secret would be kept before anybody signs in: writes one that means nothing, reads it, removes it.
 * A file needs no trial: it is the way that is left.
 * @throws AppError account.no-keychain when nothing can be kept there, whatever the reason
 */
export async function tryStore(store: SecretStore, home: string): Promise<void> {
  if (store.platforms.length === 0) return;
  const place = { home, key: `trial-${randomUUID().slice(0, 8)}` };
  const secret = randomUUID();
  try {
    await within(store.set(place, secret));
    const isKept = (await within(store.get(place))) === secret;
    await within(store.remove(place));
    if (!isKept) throw noKeychain('What is put into it does not come back.');
  } catch (error) {
    if (error instanceof AppError && error.code === 'account.keychain') throw noKeychain(error.message, error);
    throw error;
  }
}

/** @throws AppError account.keychain when the keychain does not answer */
export async function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(keychainFailed('The keychain does not answer.')), TIMEOUT_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
