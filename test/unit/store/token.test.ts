import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ensureToken, makeToken, readToken } from '../../../sidecar/store/token.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-token-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

it('is made once, for its owner only', () => {
  const home = join(base, 'new', 'home');
  expect(readToken(home)).toBeNull();
  const token = ensureToken(home);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(ensureToken(home)).toBe(token);
  expect(readToken(home)).toBe(token);
  expect(readdirSync(home)).toEqual(['token']);
  if (process.platform !== 'win32') expect(statSync(join(home, 'token')).mode & 0o777).toBe(0o600);
});

it('replaces a file that holds no token', () => {
  const home = mkdtempSync(join(base, 'bad-'));
  writeFileSync(join(home, 'token'), 'short');
  expect(readToken(home)).toBeNull();
  const token = ensureToken(home);
  expect(readToken(home)).toBe(token);
});

it('tells in words when the home cannot be made', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => ensureToken(join(base, 'file', 'home'))).toThrow(/cannot be read or made/);
});

it('is another one every time', () => {
  expect(makeToken()).not.toBe(makeToken());
});
