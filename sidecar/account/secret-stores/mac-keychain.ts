import { runProgram } from '../../machine/index.ts';
import { keychainFailed, noKeychain, refuseToken } from '../failures.ts';
import { SERVICE } from '../keyring.ts';
import type { SecretPlace, SecretStore } from '../types.ts';

const SECURITY = '/usr/bin/security';
/** A locked keychain asks the person for its password. */
const TIMEOUT_MS = 45_000;
/** errSecItemNotFound, -25300, as `security` ends with it. */
const NOT_FOUND = 44;
/** A line of `security -i` holds 4,096 bytes; the rest of it are names. */
const LONGEST = 3800;

/**
 * The keychain of macOS through npm's `keychain`. Writing goes another way to the same program: `keychain` passes the secret
 * to `security` as an argument, where every process of the computer sees it (docs/why/0009-token-in-the-keychain.md).
 * Reading and writing by one program matters: what it wrote, it may read without asking the person.
 */
export const macKeychain: SecretStore = createMacKeychain(SECURITY);

/** @param security the program; a test gives its own */
export function createMacKeychain(security: string): SecretStore {
  const get = async ({ key }: SecretPlace): Promise<string | null> => {
    const item = { account: key, service: SERVICE };
    const text = await ask<string | null>(security, (keychain, told) => keychain.getPassword(item, told));
    return text === null ? null : Buffer.from(text, 'base64url').toString('utf8');
  };
  return {
    id: 'mac-keychain',
    platforms: ['darwin'],
    tell: () => ({ name: 'the keychain of macOS', path: null }),
    get,
    async set(place, secret) {
      await write(security, place, secret);
      // `security -i` hides failures.
      if ((await get(place)) !== secret) throw refused();
    },
    async remove({ key }) {
      const item = { account: key, service: SERVICE };
      await ask(security, (keychain, told) => keychain.deletePassword(item, (error) => told(error)));
      if (!(await isGone(security, key)))
        throw keychainFailed('The keychain of macOS does not let the token be removed.');
    },
  };
}

type Keychain = typeof import('keychain');
type Told<T> = (error: { readonly type?: string } | null, value?: T) => void;

/** `keychain` calls every failure "not found", also a refusal: both are null, and whoever knows better tells. */
async function ask<T>(security: string, question: (keychain: Keychain, told: Told<T>) => void): Promise<T | null> {
  const { default: keychain } = await import('keychain').catch((error: unknown) => {
    throw noKeychain('The library that opens it is not installed.', error);
  });
  keychain.executablePath = security;
  return new Promise((resolve, reject) => {
    const late = (): void => reject(keychainFailed('The keychain does not answer.'));
    const timer = setTimeout(late, TIMEOUT_MS);
    question(keychain, (error, value) => {
      clearTimeout(timer);
      if (error === null || error.type === 'PasswordNotFoundError') resolve(value ?? null);
      else reject(noKeychain('Its program does not start.', error));
    });
  });
}

/** Whether no entry is there any more. Without -g and -w only its names are looked at, which a locked keychain shows, too. */
async function isGone(security: string, key: string): Promise<boolean> {
  const bounds = { timeoutMs: TIMEOUT_MS, maxBytes: 64 * 1024 };
  const { code } = await runProgram(security, ['find-generic-password', '-a', key, '-s', SERVICE], bounds);
  return code === NOT_FOUND;
}

/** The secret goes through standard input, in letters that need no quotes. */
async function write(security: string, place: SecretPlace, secret: string): Promise<void> {
  const coded = Buffer.from(secret, 'utf8').toString('base64url');
  if (coded.length > LONGEST)
    throw refuseToken('The token is longer than the keychain of macOS takes it.', 'Sign in with --token-in-file.');
  const { code } = await runProgram(security, ['-i'], {
    input: `add-generic-password -U -s ${SERVICE} -a ${place.key} -w ${coded}\n`,
    timeoutMs: TIMEOUT_MS,
    maxBytes: 64 * 1024,
  });
  if (code !== 0) throw refused();
}

function refused(): Error {
  return keychainFailed('The keychain of macOS does not take the token: it is locked, or access was refused.');
}
