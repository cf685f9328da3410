import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awaitGrant, requestCode } from '../../../sidecar/account/device-flow.ts';
import { discover } from '../../../sidecar/account/discovery.ts';
import { type AccountServer, startAccountServer } from './support/account-server.ts';

let server: AccountServer;
let now = 0;
let waits: number[] = [];
beforeEach(async () => {
  server = await startAccountServer();
  now = 1_800_000_000_000;
  waits = [];
});
afterEach(() => server.close());

const around = {
  env: {},
  now: () => now,
  wait: async (ms: number) => {
    waits.push(ms / 1000);
    now += ms;
  },
};
const never = new AbortController().signal;
const ask = async () => requestCode(await discover(server.url, { env: {} }), around, never);

describe('requestCode', () => {
  it('names the client and what it wants, and reads the code', async () => {
    const page = `${server.url}/activate`;
    expect(await ask()).toMatchObject({ userCode: 'WDJB-MJHT', verificationUrl: page, expiresAt: now + 600_000 });
    expect(server.asked.at(-1)?.form).toEqual({ client_id: 'headroom-desktop', scope: 'plan offline_access' });
  });

  it('bounds what a service may want of it', async () => {
    server.device = { expires_in: 1e9, interval: 0 };
    expect(await ask()).toMatchObject({ expiresAt: now + 1_800_000, intervalSeconds: 1 });
    server.device = { expires_in: '60', interval: undefined };
    expect(await ask()).toMatchObject({ expiresAt: now + 60_000, intervalSeconds: 5 });
  });

  it.each([
    ['a page that could start a program', { verification_uri: 'file:///bin/sh' }],
    ['a page without protection', { verification_uri: 'http://example.com/activate' }],
    ['a code with control characters', { user_code: 'A\u001b[2J' }],
    ['a code that nobody types', { user_code: 'A'.repeat(200) }],
    ['no time', { expires_in: 'soon' }],
  ])('refuses %s', async (_name, device) => {
    server.device = device;
    await expect(ask()).rejects.toMatchObject({ code: 'account.refused' });
  });

  it('leaves out a page with the code filled in that is not safe', async () => {
    server.device = { verification_uri_complete: 'javascript:alert(1)' };
    expect(await ask()).toMatchObject({ completeUrl: null });
  });
});

describe('awaitGrant', () => {
  it('slows down by five seconds each time, for good, and never beyond a minute', async () => {
    server.script.push(...Array.from({ length: 14 }, () => 'slow_down' as const));
    server.decide('confirm');
    const service = await discover(server.url, { env: {} });
    const pending = { ...(await requestCode(service, around, never)), expiresAt: now + 3_600_000 };
    expect(await awaitGrant(service, pending, around, never)).toMatchObject({ accessToken: expect.any(String) });
    expect(waits.slice(0, 4)).toEqual([1, 6, 11, 16]);
    expect(Math.max(...waits)).toBe(60);
  });

  it('gives up an error that it does not know', async () => {
    const service = await discover(server.url, { env: {} });
    const pending = { ...(await requestCode(service, around, never)), deviceCode: 'another' };
    await expect(awaitGrant(service, pending, around, never)).rejects.toMatchObject({
      code: 'account.refused',
      message: expect.stringContaining('invalid_grant'),
    });
  });

  it('ends with its signal', async () => {
    const service = await discover(server.url, { env: {} });
    const pending = await requestCode(service, around, never);
    const reason = new Error('enough');
    await expect(awaitGrant(service, pending, around, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
