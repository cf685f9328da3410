import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Installed, listChanges, removeEverything } from '../../../sidecar/removal/index.ts';
import { type LoginWorld, switchLoginOn } from '../../../sidecar/service/index.ts';

let home = '';
beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'headroom-removal-')), '.headroom');
  mkdirSync(join(home, 'account'), { recursive: true });
  writeFileSync(join(home, 'account', 'sign-in.json'), '{}');
  writeFileSync(join(home, 'token'), '');
});
afterEach(() => rmSync(join(home, '..'), { recursive: true, force: true, maxRetries: 9 }));

const none = { disconnect: async () => [] };
const found = { service: 'https://account.example.com', name: 'the keychain', path: null };
const install = (signOut: () => Promise<void>, find: Installed['account']['find'] = async () => found): Installed => ({
  ...{ home, clients: none, mcp: none, hooks: none },
  account: { find, signOut },
});

describe('the account, when everything is removed', () => {
  it('is listed with its place, and signed out', async () => {
    const calls: string[] = [];
    const installed = install(async () => void calls.push('sign-out'));
    expect(await listChanges(installed)).toContainEqual({
      ...{ kind: 'account', paths: [], exists: true, bytes: null },
      what: 'The token of the account at https://account.example.com, in the keychain.',
    });
    const { removed, left } = await removeEverything(installed);
    expect([calls, left, existsSync(home)]).toEqual([['sign-out'], [], false]);
    expect(removed).toContain('The token of the account, in the keychain.');
  });

  it('keeps what leads to a token that its keychain does not give away', async () => {
    const { left } = await removeEverything(install(async () => Promise.reject(new Error('It is locked.'))));
    expect(left[0]).toBe('The token of the account, in the keychain. It is locked.');
    expect([existsSync(join(home, 'account', 'sign-in.json')), existsSync(join(home, 'token'))]).toEqual([true, false]);
  });

  it('is nothing where nobody is signed in', async () => {
    const never = async () => Promise.reject(new Error('asked'));
    const installed = install(never, async () => null);
    expect((await listChanges(installed)).map(({ kind }) => kind)).not.toContain('account');
    expect((await removeEverything(installed)).left).toEqual([]);
  });
});

describe('the start at login, when everything is removed', () => {
  it('is listed with its file, and taken back', async () => {
    const userHome = join(home, '..');
    const world: LoginWorld = {
      facts: {
        ...{ program: [process.execPath], packageDir: userHome, home, userHome, userName: 'ann', uid: 1, gid: 1 },
        ...{ host: '127.0.0.1', port: 8787, version: '1', scope: 'user', env: {} },
        configHome: join(userHome, '.config'),
      },
      ...{ obstacle: null, platform: 'linux', now: () => 1 },
    };
    await switchLoginOn(world);
    const file = join(userHome, '.config', 'autostart', 'headroom.desktop');
    const installed = install(
      async () => {},
      async () => null,
    );
    expect(await listChanges(installed)).toContainEqual({
      ...{ kind: 'service', paths: [file], exists: true, bytes: null },
      what: 'Headroom is started at login (xdg-autostart).',
    });
    expect((await removeEverything(installed)).left).toEqual([]);
    expect([existsSync(join(userHome, '.config')), existsSync(home)]).toEqual([false, false]);
  });
});
