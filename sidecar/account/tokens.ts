import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { withLock } from '../machine/index.ts';
import { keychainFailed, makeAccountError } from './failures.ts';
import { formatKept, isFresh, parseKept, pickKept, refresh, revoke } from './grants.ts';
import { findAccountDirectory, readRecord, removeRecord, writeRecord } from './records.ts';
import { makePlace, within } from './secrets.ts';
import type { AccountService, Grant, KeptToken, SecretStore, SignInRecord, Surroundings } from './types.ts';

/** A refresh under way takes two questions at most. */
const LOCK_MS = 30_000;

/** An access token with the sign-in to which it belongs. */
export interface Access {
  readonly service: AccountService;
  readonly accessToken: string;
  /** Whether a new one can be had when the service refuses this one. */
  readonly canRenew: boolean;
}

/** The tokens of one home. Several processes may use them: what is kept changes under a lock only. */
export interface Tokens {
  /** Keeps a new sign-in; the one before is ended. */
  keep(service: AccountService, store: SecretStore, grant: Grant): Promise<void>;
  /**
   * A token that can be sent. @param refused one that the service did not take, so that it is not given again.
   * @throws AppError account.signed-out, account.ended, account.keychain, account.busy and those of the network
   */
  take(refused?: string): Promise<Access>;
  /** Reads what is kept, and gives nothing of it. @throws AppError account.signed-out, account.keychain */
  look(): Promise<void>;
  /** Forgets a sign-in, and tells the service unless it has ended it itself. @returns false when there was none */
  end(options?: { readonly isRevoked: boolean }): Promise<boolean>;
}

export function createTokens(around: Surroundings): Tokens {
  const { home, env, now } = around;
  /** The access token of a record. It is in memory only. */
  let cached: (Grant & { readonly recordId: string }) | null = null;
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await withLock(join(findAccountDirectory(home), 'lock'), LOCK_MS, work);
    if (done === null) throw makeAccountError('account.busy');
    return done.value;
  };
  /** What is cached, if it can still be sent. */
  const recall = (record: SignInRecord, refused: string | undefined): Access | null => {
    if (cached?.recordId !== record.id || !isFresh(cached, now()) || cached.accessToken === refused) return null;
    return { service: record.service, accessToken: cached.accessToken, canRenew: true };
  };
  const takeAlone = async (record: SignInRecord, refused: string | undefined): Promise<Access> => {
    const kept = await readKept(around, record);
    const canRenew = kept.kind === 'refresh';
    const isOver = !isFresh(kept, now()) || kept.token === refused;
    if (!canRenew && isOver) {
      await forget(around, record, null);
      throw makeAccountError('account.ended');
    }
    if (!canRenew) return { service: record.service, accessToken: kept.token, canRenew };
    const grant = await refresh(record.service, kept.token, env, now).catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'account.ended') await forget(around, record, null);
      throw error;
    });
    // First what lasts: the service has ended the old one.
    if (grant.refreshToken !== null && grant.refreshToken !== kept.token)
      await within(findStore(around, record).set(makePlace(home, record.service.url), formatKept(pickKept(grant))));
    cached = { ...grant, recordId: record.id };
    return { service: record.service, accessToken: grant.accessToken, canRenew };
  };
  return {
    keep: (service, store, grant) =>
      alone(async () => {
        const before = await readRecord(home);
        if (before !== null) await forget(around, before, env).catch(() => undefined); // it must not keep the new one out
        const kept = pickKept(grant);
        const record = { id: randomUUID(), service, store: store.id, signedInAt: now() };
        try {
          await within(store.set(makePlace(home, service.url), formatKept(kept)));
          await writeRecord(home, record);
        } catch (error) {
          // Nobody would find it any more.
          await within(store.remove(makePlace(home, service.url))).catch(() => undefined);
          await revoke(service, kept, env);
          throw error;
        }
        cached = grant.refreshToken === null ? null : { ...grant, recordId: record.id };
      }),
    async take(refused) {
      const record = await readRecord(home);
      if (record === null) throw makeAccountError('account.signed-out');
      const known = recall(record, refused);
      if (known !== null) return known;
      return alone(async () => {
        const current = await readRecord(home);
        if (current === null) throw makeAccountError('account.signed-out');
        // Whoever waited for the lock finds what the one before has got.
        return recall(current, refused) ?? takeAlone(current, refused);
      });
    },
    async look() {
      const record = await readRecord(home);
      if (record === null) throw makeAccountError('account.signed-out');
      await readKept(around, record);
    },
    async end({ isRevoked } = { isRevoked: false }) {
      cached = null;
      // Looking for a lock would make a home where there is none.
      if ((await readRecord(home)) === null) return false;
      return alone(async () => {
        const record = await readRecord(home);
        if (record === null) return false;
        await forget(around, record, isRevoked ? null : env);
        return true;
      });
    },
  };
}

function findStore({ stores }: Surroundings, { store }: SignInRecord): SecretStore {
  const found = stores.find(({ id }) => id === store);
  if (found !== undefined) return found;
  throw keychainFailed('The token lies in a keychain that this Headroom does not know.');
}

async function readKept(around: Surroundings, record: SignInRecord): Promise<KeptToken> {
  const place = makePlace(around.home, record.service.url);
  const text = await within(findStore(around, record).get(place));
  const kept = text === null ? null : parseKept(text);
  if (kept !== null) return kept;
  throw keychainFailed('The keychain does not give the token back: it was removed, or access was refused.');
}

/**
 * Takes a sign-in off this computer: first the token, then the record that leads to it.
 * @param env to tell the service; null when it knows. @throws AppError account.keychain: then everything is as it was
 */
async function forget(around: Surroundings, record: SignInRecord, env: Surroundings['env'] | null): Promise<void> {
  const place = makePlace(around.home, record.service.url);
  const kept = env === null ? null : await readKept(around, record).catch(() => null); // then only the entry is removed
  await within(findStore(around, record).remove(place));
  await removeRecord(around.home);
  if (env !== null && kept !== null) await revoke(record.service, kept, env);
}
