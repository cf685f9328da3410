import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInstalledAccount } from '../../../sidecar/account/index.ts';
import { type AccountServer, startAccountServer } from './support/account-server.ts';
import { makeKeychain, openAccount } from './support/open-account.ts';

let home = '';
let server: AccountServer;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-installed-'));
  server = await startAccountServer();
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

describe('what uninstalling finds of an account', () => {
  it('is the token, wherever it lies; taking it back signs out', async () => {
    const keychain = makeKeychain();
    const installed = createInstalledAccount({ home, env: {}, stores: [keychain] });
    expect(await installed.find()).toBeNull();
    const { door } = openAccount(home, server.url, keychain);
    server.decide('confirm');
    await door.signIn({ inFile: false });
    await door.settled();
    expect(await installed.find()).toEqual({ service: server.url, name: 'the memory of a test', path: null });
    await installed.signOut();
    expect([await installed.find(), keychain.entries.size]).toEqual([null, 0]);
    expect(server.asked.at(-1)?.path).toBe('/revoke');
  });
});
