import { readRecord } from './records.ts';
import { secretStores } from './secret-stores/index.ts';
import { createTokens } from './tokens.ts';
import type { Env, SecretStore } from './types.ts';

export interface InstalledOptions {
  /** Headroom's home, absolute. */
  readonly home: string;
  readonly env: Env;
  readonly stores?: readonly SecretStore[];
}

/** A sign-in of this home, whatever service is configured now, as uninstalling takes it back. */
export function createInstalledAccount({ home, env, stores = secretStores }: InstalledOptions) {
  return {
    /** Where the token lies; null when nobody is signed in. */
    async find() {
      const record = await readRecord(home);
      const place = stores.find(({ id }) => id === record?.store)?.tell(home);
      if (record === null) return null;
      return { service: record.service.url, name: place?.name ?? 'a keychain', path: place?.path ?? null };
    },
    /** @throws AppError account.keychain when the token cannot be taken out of its keychain */
    async signOut() {
      const { platform } = process;
      await createTokens({ home, env, stores, platform, now: Date.now, wait: async () => {} }).end();
    },
  };
}
