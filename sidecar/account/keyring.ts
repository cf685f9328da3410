import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isPacked } from '../machine/index.ts';
import { keychainFailed, noKeychain } from './failures.ts';
import type { SecretPlace } from './types.ts';

/** Under this name the entries of all homes lie. */
export const SERVICE = 'headroom-account';

/** What is used of `@napi-rs/keyring`. */
interface Entry {
  getSecret(): Promise<readonly number[] | null>;
  setSecret(secret: Uint8Array): Promise<void>;
  deleteCredential(): Promise<boolean>;
}

/**
 * An entry of the keychain that `@napi-rs/keyring` opens. On Linux only the Secret Service counts: the kernel's keyring,
 * to which the library would turn otherwise, forgets at the next start. Secrets go as bytes: Windows allows 2,560 of them
 * (CRED_MAX_CREDENTIAL_BLOB_SIZE), and text would take two for each.
 * @throws AppError account.no-keychain
 */
async function openEntry({ key }: SecretPlace): Promise<Entry> {
  let AsyncEntry: typeof import('@napi-rs/keyring').AsyncEntry;
  try {
    ({ AsyncEntry } = await load());
  } catch (error) {
    throw noKeychain('The library that opens it is not installed.', error);
  }
  try {
    return new AsyncEntry(SERVICE, key, { linux: { store: 'secret-service' } });
  } catch (error) {
    throw noKeychain('No program that keeps secrets answers.', error);
  }
}

/** Packed, its program lies beside the executable: a file inside of it could not be loaded. */
async function load(): Promise<typeof import('@napi-rs/keyring')> {
  if (isPacked) return createRequire(process.execPath)(join(dirname(process.execPath), 'keyring.node'));
  return import('@napi-rs/keyring');
}

export async function getSecret(place: SecretPlace): Promise<string | null> {
  const entry = await openEntry(place);
  try {
    const bytes = await entry.getSecret();
    return bytes === null ? null : Buffer.from(bytes).toString('utf8');
  } catch (error) {
    throw keychainFailed('The keychain does not give the token: it is locked, or access was refused.', error);
  }
}

export async function setSecret(place: SecretPlace, secret: string): Promise<void> {
  const entry = await openEntry(place);
  try {
    await entry.setSecret(Buffer.from(secret, 'utf8'));
  } catch (error) {
    throw keychainFailed('The keychain does not take the token: it is locked, or has no room for it.', error);
  }
}

export async function removeSecret(place: SecretPlace): Promise<void> {
  const entry = await openEntry(place);
  try {
    await entry.deleteCredential();
  } catch (error) {
    throw keychainFailed('The keychain does not let the token be removed: it is locked.', error);
  }
}
