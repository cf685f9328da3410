import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tokenFile } from '../../../../sidecar/account/secret-stores/token-file.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-token-file-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const place = () => ({ home, key: 'any' });

it('keeps, gives back and removes a secret that only its owner reads', async () => {
  expect(await tokenFile.get(place())).toBeNull();
  await tokenFile.set(place(), 'one');
  await tokenFile.set(place(), 'two');
  expect(await tokenFile.get(place())).toBe('two');
  const { path } = tokenFile.tell(home);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  await tokenFile.remove(place());
  await tokenFile.remove(place());
  expect(await tokenFile.get(place())).toBeNull();
});

it('says what is wrong with the file', async () => {
  mkdirSync(tokenFile.tell(home).path, { recursive: true });
  const refused = { code: 'account.keychain', hint: expect.stringContaining('owns') };
  await expect(tokenFile.get(place())).rejects.toMatchObject(refused);
  await expect(tokenFile.set(place(), 'x')).rejects.toMatchObject(refused);
});
