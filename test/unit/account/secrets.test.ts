import { describe, expect, it } from 'vitest';
import { secretStores } from '../../../sidecar/account/index.ts';
import { makePlace, pickStore, tryStore } from '../../../sidecar/account/secrets.ts';
import { makeKeychain } from './support/open-account.ts';

describe('pickStore', () => {
  it.each([
    ['darwin', 'mac-keychain'],
    ['linux', 'secret-service'],
    ['win32', 'windows-credentials'],
    ['aix', undefined],
  ] as const)('is the keychain of %s, or the file of whoever agrees', (platform, id) => {
    expect(pickStore({ stores: secretStores, platform }, false)?.id).toBe(id);
    expect(pickStore({ stores: secretStores, platform }, true)?.id).toBe('token-file');
  });
});

describe('makePlace', () => {
  it('names an entry by service and home, in letters that need no quotes', () => {
    const keys = [
      makePlace('/home/a', 'https://a.example:8443/x'),
      makePlace('/home/b', 'https://a.example:8443/x'),
      makePlace('/home/a', 'http://[::1]:1/it’s "odd"; rm'),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keys.filter((key) => !/^[A-Za-z0-9.:[\]-]+$/.test(key))).toEqual([]);
  });
});

describe('tryStore', () => {
  it('leaves nothing behind', async () => {
    const keychain = makeKeychain();
    await tryStore(keychain, '/nowhere');
    expect(keychain.entries.size).toBe(0);
  });

  it('refuses a keychain that forgets, or is locked', async () => {
    const refused = { code: 'account.no-keychain', hint: expect.stringContaining('--token-in-file') };
    await expect(tryStore({ ...makeKeychain(), get: async () => null }, '/nowhere')).rejects.toMatchObject(refused);
    const locked = makeKeychain();
    locked.isLocked = true;
    await expect(tryStore(locked, '/nowhere')).rejects.toMatchObject(refused);
  });
});
