import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountServer, startAccountServer } from './support/account-server.ts';
import { type MemoryKeychain, makeKeychain, openAccount } from './support/open-account.ts';

let home = '';
let server: AccountServer;
let keychain: MemoryKeychain;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-tokens-'));
  server = await startAccountServer();
  keychain = makeKeychain();
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const refreshes = () => server.asked.filter(({ form }) => form.grant_type === 'refresh_token');

async function signIn() {
  const opened = openAccount(home, server.url, keychain);
  server.decide('confirm');
  await opened.door.signIn({ inFile: false });
  expect(await opened.door.settled()).toMatchObject({ state: 'signed-in' });
  return opened;
}

describe('tokens', () => {
  it('are renewed when they run out, never twice with the same refresh token', async () => {
    const opened = await signIn();
    await opened.door.plan();
    await opened.door.plan();
    expect(refreshes()).toHaveLength(0);
    for (let round = 0; round < 3; round++) {
      opened.now += 3_600_000;
      expect(await opened.door.plan()).toMatchObject({ plan: 'Team' });
    }
    const used = refreshes().map(({ form }) => form.refresh_token);
    expect(new Set(used).size).toBe(3);
  });

  it('that several processes use at once are renewed one after the other', async () => {
    await signIn();
    const doors = [1, 2, 3, 4].map(() => openAccount(home, server.url, keychain).door);
    const plans = await Promise.all(doors.map((door) => door.plan()));
    expect(plans.map(({ plan }) => plan)).toEqual(['Team', 'Team', 'Team', 'Team']);
    expect(new Set(refreshes().map(({ form }) => form.refresh_token)).size).toBe(4);
  });

  it('that one process needs twice at once are renewed once', async () => {
    await signIn();
    const { door } = openAccount(home, server.url, keychain);
    await Promise.all([door.plan(), door.plan(), door.plan()]);
    expect(refreshes()).toHaveLength(1);
  });

  it('that a service does not rotate are kept as they are', async () => {
    server.rotates = false;
    const opened = await signIn();
    const before = [...keychain.entries];
    opened.now += 3_600_000;
    await opened.door.plan();
    expect([...keychain.entries]).toEqual(before);
  });

  it('that the service takes back early are renewed once', async () => {
    const opened = await signIn();
    server.valid.delete(server.given.find((token) => token.startsWith('access')) ?? '');
    expect(await opened.door.plan()).toMatchObject({ plan: 'Team' });
    expect(refreshes()).toHaveLength(1);
  });

  it('without a refresh token last as long as they last', async () => {
    server.givesRefresh = false;
    const opened = await signIn();
    expect(await opened.door.plan()).toMatchObject({ plan: 'Team' });
    expect(await openAccount(home, server.url, keychain).door.plan()).toMatchObject({ plan: 'Team' });
    opened.now += 3_600_000;
    await expect(opened.door.plan()).rejects.toMatchObject({ code: 'account.ended' });
    expect(await opened.door.read()).toMatchObject({ state: 'signed-out' });
    expect(refreshes()).toHaveLength(0);
  });

  it('of a sign-in that another process has ended are not used', async () => {
    const { door } = await signIn();
    await openAccount(home, server.url, keychain).door.signOut();
    await expect(door.plan()).rejects.toMatchObject({ code: 'account.signed-out' });
  });

  it('of the sign-in before are revoked when somebody signs in anew', async () => {
    await signIn();
    const first = server.given.find((token) => token.startsWith('refresh')) ?? '';
    await signIn();
    expect(server.valid.has(first)).toBe(false);
    expect(keychain.entries.size).toBe(1);
  });

  it('are asked for only where a sign-in can be written down', async () => {
    const door = openAccount(join(home, 'file', 'home'), server.url, keychain).door;
    writeFileSync(join(home, 'file'), '');
    await expect(door.signIn({ inFile: false })).rejects.toMatchObject({
      code: 'store.denied',
      hint: expect.any(String),
    });
    expect(server.asked).toEqual([]);
  });

  it('that cannot be kept are revoked', async () => {
    const opened = openAccount(home, server.url, {
      ...keychain,
      async set(place, secret) {
        if (!place.key.startsWith('trial-')) keychain.isLocked = true;
        await keychain.set(place, secret);
      },
    });
    server.decide('confirm');
    await opened.door.signIn({ inFile: false });
    expect(await opened.door.settled()).toMatchObject({ state: 'signed-out', problem: { code: 'account.keychain' } });
    expect(server.asked.filter(({ path }) => path === '/revoke')).toHaveLength(1);
  });

  it('are never given back by an endpoint that answers nonsense', async () => {
    const opened = await signIn();
    server.planStatus = 500;
    const error = await opened.door.plan().catch((fault: Error) => fault);
    expect(error).toMatchObject({ code: 'account.refused' });
    for (const token of server.given) expect(JSON.stringify(error) + String(error)).not.toContain(token);
    expect(await opened.door.read()).toMatchObject({ state: 'signed-in' });
  });
});
