import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '../../../sidecar/account/index.ts';
import { type AccountServer, startAccountServer } from './support/account-server.ts';
import { type MemoryKeychain, makeKeychain, openAccount } from './support/open-account.ts';

let home = '';
let server: AccountServer;
let keychain: MemoryKeychain;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-account-'));
  server = await startAccountServer();
  keychain = makeKeychain();
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const open = (url: string | null = server.url) => openAccount(home, url, keychain);
const asked = (path: string) => server.asked.filter((one) => one.path.startsWith(path));
/** Everything that lies in the home, as one text. */
const homeText = (): string =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

async function signIn(opened = open(), inFile = false) {
  server.decide('confirm');
  await opened.door.signIn({ inFile });
  return { ...opened, state: await opened.door.settled() };
}

describe('an account', () => {
  it('sends nothing, writes nothing and loads no keychain before somebody signs in', async () => {
    const { door } = open();
    expect(await door.read()).toMatchObject({ state: 'signed-out', url: server.url, signIn: null, problem: null });
    expect(await open(null).door.read()).toMatchObject({ state: 'absent', url: null, keptIn: null });
    await expect(door.plan()).rejects.toMatchObject({ code: 'account.signed-out' });
    await expect(open(null).door.signIn({ inFile: false })).rejects.toMatchObject({ code: 'account.absent' });
    expect([server.asked, readdirSync(home), keychain.entries.size]).toEqual([[], [], 0]);
  });

  it('gives a code, waits as the service wants it, and keeps the token in the keychain alone', async () => {
    server.script.push('authorization_pending', 'slow_down', 'authorization_pending');
    server.decide('confirm');
    const { door, waits } = open();
    const started = await door.signIn({ inFile: false });
    expect(started).toMatchObject({
      state: 'waiting',
      signIn: { userCode: 'WDJB-MJHT', completeUrl: expect.any(String) },
    });
    expect(await door.settled()).toMatchObject({ state: 'signed-in', signIn: null, keptIn: { path: null } });
    expect(waits).toEqual([1, 1, 6, 6]);
    expect(JSON.stringify([...keychain.entries])).toContain(server.given.find((token) => token.startsWith('refresh')));
    for (const token of server.given) {
      expect(homeText()).not.toContain(token);
      expect(JSON.stringify([await door.read(), await door.plan()])).not.toContain(token);
    }
    expect(server.asked.filter(({ path }) => path.includes('?'))).toEqual([]);
  });

  it.each([
    ['deny', 'account.denied'],
    [null, 'account.expired'],
  ] as const)('decided %s, ends as %s, and the next attempt works', async (decision, code) => {
    server.device = { expires_in: 3 };
    if (decision !== null) server.decide(decision);
    const { door } = open();
    await door.signIn({ inFile: false });
    expect(await door.settled()).toMatchObject({ state: 'signed-out', problem: { code, hint: expect.any(String) } });
    server.decide('confirm');
    await door.signIn({ inFile: false });
    expect(await door.settled()).toMatchObject({ state: 'signed-in', problem: null });
  });

  it('asks half as often while the service does not answer', async () => {
    server.script.push('cut', 'busy');
    const { state, waits } = await signIn();
    expect([state.state, waits]).toEqual(['signed-in', [1, 2, 4]]);
  });

  it('can be cancelled, and says nothing about it', async () => {
    const door = createAccount({ home, url: server.url, env: {}, platform: 'linux', stores: [keychain] });
    expect(await door.signIn({ inFile: false })).toMatchObject({ state: 'waiting' });
    const [one, two] = [door.signIn({ inFile: false }), door.signIn({ inFile: false })];
    expect((await one).signIn).toEqual((await two).signIn);
    expect(asked('/device')).toHaveLength(1);
    expect(await door.cancel()).toMatchObject({ state: 'signed-out', problem: null });
    expect(await door.settled()).toMatchObject({ state: 'signed-out', problem: null });
  });

  it('says before anything is sent that there is no keychain, and takes the file of whoever agrees', async () => {
    keychain.isLocked = true;
    const { door } = open();
    await expect(door.signIn({ inFile: false })).rejects.toMatchObject({ code: 'account.no-keychain' });
    expect(server.asked).toEqual([]);
    expect(await door.read()).toMatchObject({ state: 'signed-out', problem: { code: 'account.no-keychain' } });
    const file = join(home, 'account', 'token');
    const { state } = await signIn(open(), true);
    expect(state).toMatchObject({ state: 'signed-in', keptIn: { path: file } });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await open().door.plan()).toMatchObject({ plan: 'Team', account: 'ann@example.com' });
    expect(await open().door.signOut()).toMatchObject({ state: 'signed-out' });
    expect(readdirSync(join(home, 'account'))).toEqual([]);
  });

  it('signs out here and at the service, also when another service or none is configured', async () => {
    await signIn();
    expect(await open('https://other.example').door.read()).toMatchObject({ state: 'signed-out' });
    const refreshToken = server.given.find((token) => token.startsWith('refresh')) ?? '';
    expect(await open(null).door.signOut()).toMatchObject({ state: 'absent' });
    expect([keychain.entries.size, server.valid.has(refreshToken), asked('/revoke')]).toMatchObject([
      0,
      false,
      [{ form: { token: refreshToken, token_type_hint: 'refresh_token' } }],
    ]);
    expect(await open().door.signOut()).toMatchObject({ state: 'signed-out' });
  });

  it('signs out here also when the service cannot be reached', async () => {
    const { door } = await signIn();
    await server.close();
    expect(await door.signOut()).toMatchObject({ state: 'signed-out' });
    expect(keychain.entries.size).toBe(0);
  });

  it('stays signed in when the keychain is locked, and says what to do', async () => {
    const { door } = await signIn();
    keychain.isLocked = true;
    await expect(door.verify()).rejects.toMatchObject({ code: 'account.keychain' });
    await expect(door.signOut()).rejects.toMatchObject({ code: 'account.keychain', hint: expect.any(String) });
    keychain.isLocked = false;
    expect(await door.read()).toMatchObject({ state: 'signed-in' });
    await door.verify();
    expect(await door.plan()).toMatchObject({ plan: 'Team' });
  });

  it('tells that it was ended elsewhere', async () => {
    const { door } = await signIn();
    server.endAll();
    await expect(door.plan()).rejects.toMatchObject({ code: 'account.ended' });
    expect(await door.read()).toMatchObject({ state: 'signed-out', problem: { code: 'account.ended' } });
    expect(keychain.entries.size).toBe(0);
    expect(asked('/revoke')).toEqual([]);
  });

  it('that is not reached says so, and nothing of it is kept', async () => {
    await server.close();
    await expect(open().door.signIn({ inFile: false })).rejects.toMatchObject({ code: 'account.offline' });
    expect(keychain.entries.size).toBe(0);
  });
});
