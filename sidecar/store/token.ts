import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { makeDirectory } from '../machine/index.ts';

const form = /^[A-Za-z0-9_-]{43}$/;

/** The control API's token from <home>/token, or null when there is none (yet). */
export function readToken(home: string): string | null {
  let text: string;
  try {
    text = readFileSync(join(home, 'token'), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw refuse(home, error);
  }
  return form.test(text) ? text : null;
}

/**
 * The control API's token; made on the first call: 256 random bits, in a file that only its owner reads (0600).
 * Two processes that start at once agree on one.
 * @throws AppError store.denied when the home cannot be written.
 */
export function ensureToken(home: string): string {
  const known = readToken(home);
  if (known !== null) return known;
  const token = makeToken();
  const path = join(home, 'token');
  const temporary = join(home, `.token-${randomBytes(6).toString('hex')}`);
  try {
    makeDirectory(home);
    const file = openSync(temporary, 'wx', 0o600);
    writeSync(file, `${token}\n`);
    closeSync(file);
    return claim(home, path, temporary) ?? token;
  } catch (error) {
    throw error instanceof AppError ? error : refuse(home, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A token that is kept nowhere, for --stateless. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Puts the file in place; a token that another process put there first wins, an unusable file is replaced. */
function claim(home: string, path: string, temporary: string): string | null {
  for (;;) {
    try {
      linkSync(temporary, path);
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = readToken(home);
      if (other !== null) return other;
      rmSync(path);
    }
  }
}

function refuse(home: string, cause: unknown): AppError {
  return new AppError('store.denied', `The token in ${home} cannot be read or made.`, {
    hint: 'Check that you own the directory, or set HEADROOM_HOME to another one.',
    cause,
  });
}
