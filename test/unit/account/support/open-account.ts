import { keychainFailed } from '../../../../sidecar/account/failures.ts';
import type { AccountDoor, SecretStore } from '../../../../sidecar/account/index.ts';
import { createAccount } from '../../../../sidecar/account/index.ts';
import { tokenFile } from '../../../../sidecar/account/secret-stores/token-file.ts';

/** A keychain in memory that can be locked. */
export interface MemoryKeychain extends SecretStore {
  readonly entries: Map<string, string>;
  isLocked: boolean;
}

export function makeKeychain(): MemoryKeychain {
  const entries = new Map<string, string>();
  const unlocked = (): void => {
    if (keychain.isLocked) throw keychainFailed('The keychain is locked.');
  };
  const keychain: MemoryKeychain = {
    id: 'memory',
    platforms: ['linux'],
    tell: () => ({ name: 'the memory of a test', path: null }),
    entries,
    isLocked: false,
    async get({ key }) {
      unlocked();
      return entries.get(key) ?? null;
    },
    async set({ key }, secret) {
      unlocked();
      entries.set(key, secret);
    },
    async remove({ key }) {
      unlocked();
      entries.delete(key);
    },
  };
  return keychain;
}

export interface Opened {
  readonly door: AccountDoor;
  /** How long it has waited between two questions, seconds. */
  readonly waits: number[];
  /** ms since the epoch; waiting moves it on. */
  now: number;
}

/** An account whose waits are over at once, on a clock of its own. */
export function openAccount(home: string, url: string | null, keychain: SecretStore): Opened {
  const opened: Opened = {
    waits: [],
    now: 1_800_000_000_000,
    door: createAccount({
      ...{ home, url, env: {}, platform: 'linux', stores: [keychain, tokenFile] },
      now: () => opened.now,
      wait: async (ms) => {
        opened.waits.push(ms / 1000);
        opened.now += ms;
      },
    }),
  };
  return opened;
}
