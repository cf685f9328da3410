import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { readTextWithin, removeFile, writeFileAtomic } from '../machine/index.ts';
import { isSafeAddress } from './addresses.ts';
import type { AccountService, SignInRecord } from './types.ts';

const MAX_BYTES = 64 * 1024;

/** Everything of the account that lies in Headroom's home. */
export function findAccountDirectory(home: string): string {
  return join(home, 'account');
}

function findRecord(home: string): string {
  return join(findAccountDirectory(home), 'sign-in.json');
}

/** The sign-in of this home, or null: nobody is signed in, or what is written there cannot be trusted to be ours. */
export async function readRecord(home: string): Promise<SignInRecord | null> {
  const text = await readTextWithin(findRecord(home), MAX_BYTES).catch(() => null); // unreadable is as good as absent
  if (text === null) return null;
  try {
    const record = JSON.parse(text) as SignInRecord;
    return isRecord(record) ? record : null;
  } catch {
    return null; // not JSON
  }
}

/** @throws AppError store.denied */
export async function writeRecord(home: string, record: SignInRecord): Promise<void> {
  try {
    await writeFileAtomic(findRecord(home), `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    throw refuseHome(home, (error as NodeJS.ErrnoException).code, error);
  }
}

/** The error for a home in which no sign-in can be written down. */
export function refuseHome(home: string, code = 'denied', cause?: unknown): AppError {
  return new AppError('store.denied', `A sign-in cannot be written down in ${home} (${code}).`, {
    hint: 'Check that you own the directory and that there is room, or set HEADROOM_HOME to another one.',
    cause,
  });
}

/** @throws the system's error */
export async function removeRecord(home: string): Promise<void> {
  await removeFile(findRecord(home));
}

/** A token is sent to the addresses that stand here: they are held to the same rule as when they came. */
function isRecord({ id, store, signedInAt, service }: Partial<SignInRecord>): boolean {
  if (typeof id !== 'string' || typeof store !== 'string' || typeof signedInAt !== 'number') return false;
  if (typeof service?.url !== 'string' || !URL.canParse(service.url)) return false;
  const { url, deviceEndpoint, tokenEndpoint, revocationEndpoint, planEndpoint }: AccountService = service;
  const addresses = [
    deviceEndpoint,
    tokenEndpoint,
    planEndpoint,
    ...(revocationEndpoint === null ? [] : [revocationEndpoint]),
  ];
  return addresses.every((address) => isSafeAddress(address, url));
}
