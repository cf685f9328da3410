import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Provider, startProvider } from './provider.ts';
import { call, type Rig, startRig } from './rig.ts';

let provider: Provider;
let rig: Rig | undefined;

beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await rig?.close();
  await provider.close();
});

const ask = (headers: Record<string, string>) => call(rig!.url, '/v1/messages', { body: '{"model":"m"}', headers });

describe('on loopback', () => {
  beforeEach(async () => {
    rig = await startRig({ upstream: provider.url });
  });

  it.each([
    {},
    { host: 'host.docker.internal:8787' },
    { origin: 'http://localhost:5173' },
    { origin: 'http://127.0.0.1:8787', host: 'localhost:8787', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://[::1]:8787', host: '[::1]:8787' },
  ])('%o may pass', async (headers) => {
    expect((await ask(headers)).status).toBe(200);
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1.evil.example' },
    { origin: 'http://localhost:8787', host: 'evil.example:8787' },
    { host: 'evil.example', 'sec-fetch-site': 'same-origin' },
  ])('%o may not, and nothing reaches the provider', async (headers) => {
    const reply = await ask(headers);
    expect([reply.status, provider.received.length]).toEqual([403, 0]);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ type: 'error' });
    expect(await rig?.exchange(1)).toMatchObject({ status: 403, fault: 'forbidden' });
  });
});

describe('with a token', () => {
  beforeEach(async () => {
    rig = await startRig({ upstream: provider.url, settings: { proxyToken: 'open sesame' } });
  });

  it.each([{ 'x-headroom-proxy-token': 'open sesame' }, { 'proxy-authorization': 'Bearer open sesame' }])(
    '%o may pass, and the token stays here',
    async (headers) => {
      expect((await ask(headers)).status).toBe(200);
      expect(provider.received[0]?.rawHeaders.join(' ')).not.toContain('sesame');
    },
  );

  it.each([{}, { 'x-headroom-proxy-token': 'open' }, { authorization: 'Bearer open sesame' }])(
    '%o may not',
    async (headers) => {
      const reply = await ask(headers);
      expect([reply.status, provider.received.length]).toEqual([401, 0]);
    },
  );
});

it('no secret is in a record', async () => {
  rig = await startRig({ upstream: provider.url });
  await ask({ 'x-api-key': 'sk-ant-secret', authorization: 'Bearer secret', cookie: 'c=secret' });
  await call(rig.url, '/v1/models?key=secret', { headers: { 'x-goog-api-key': 'secret' } });
  expect(JSON.stringify([await rig.exchange(1), await rig.exchange(2)])).not.toContain('secret');
});

it('a client may name its upstream, the name stays here', async () => {
  const other = await startProvider();
  rig = await startRig({ upstream: provider.url });
  await ask({ 'x-headroom-base-url': `${other.url}/prefix/` });
  expect([provider.received.length, other.received[0]?.url]).toEqual([0, '/prefix/v1/messages']);
  expect(other.received[0]?.rawHeaders.join(' ')).not.toMatch(/headroom/i);
  await other.close();
});
