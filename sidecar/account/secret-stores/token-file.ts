import { join } from 'node:path';
import { readTextWithin, removeFile, writeFileAtomic } from '../../machine/index.ts';
import { refuseToken } from '../failures.ts';
import type { SecretStore } from '../types.ts';

const MAX_BYTES = 64 * 1024;

/** Only where the person has agreed to it. */
export const tokenFile = {
  id: 'token-file',
  platforms: [],
  tell: (home) => ({ name: 'a file that only you can read', path: findFile(home) }),
  get: ({ home }) => attempt('read', readTextWithin(findFile(home), MAX_BYTES)),
  set: ({ home }, secret) => attempt('written', writeFileAtomic(findFile(home), secret, 0o600)),
  remove: ({ home }) => attempt('removed', removeFile(findFile(home))),
} satisfies SecretStore;

function findFile(home: string): string {
  return join(home, 'account', 'token');
}

async function attempt<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw refuseToken(
      `The file of the token cannot be ${what} (${code}).`,
      'Check who owns it, then try again.',
      error,
    );
  }
}
