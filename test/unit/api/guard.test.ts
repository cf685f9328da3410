import { describe, expect, it } from 'vitest';
import { isOwnPath } from '../../../sidecar/api/index.ts';
import { defaults } from '../../../sidecar/contract/settings.ts';
import { makeApi, token } from './make-api.ts';

const { ask } = makeApi();

describe('the bearer token', () => {
  it.each(['', 'Bearer ', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(1)}`])(
    'is asked for: %j is not it',
    async (authorization) => {
      const response = await ask('/api/v1/summary', { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'api.unauthorised' });
    },
  );

  it('lets in, and is not needed for probes', async () => {
    expect((await ask('/api/v1/summary')).status).toBe(200);
    expect((await ask('/health', { headers: { authorization: 'none' } })).status).toBe(200);
  });
});

describe('web pages', () => {
  it.each([
    ['a foreign Host (DNS rebinding)', { host: 'evil.example:8787' }],
    ['no readable Host', { host: 'a b' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['another port of this computer', { origin: 'http://127.0.0.1:3000' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['an image or script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ])('are turned away: %s', async (_name, headers) => {
    for (const path of ['/api/v1/summary', '/stats', '/v1/retrieve/0123456789abcdef0123', '/']) {
      const response = await ask(path, { headers: { accept: 'text/html', ...(headers as Record<string, string>) } });
      expect([path, response.status]).toEqual([path, 403]);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it.each([
    { origin: 'http://127.0.0.1:8787' },
    { host: 'localhost:8787', origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' },
    { host: '[::1]:8787' },
  ])('of our own are let in: %j', async (headers) => {
    expect((await ask('/api/v1/summary', { headers: headers as unknown as Record<string, string> })).status).toBe(200);
  });
});

describe('other computers', () => {
  it('see that it lives, and nothing else', async () => {
    expect((await ask('/livez', { remote: '192.168.1.7' })).status).toBe(200);
    expect((await ask('/readyz', { remote: '192.168.1.7' })).status).toBe(200);
    for (const path of ['/health', '/stats', '/metrics', '/api/v1/summary', '/v1/retrieve/0123456789abcdef0123']) {
      expect((await ask(path, { remote: '192.168.1.7' })).status).toBe(404);
      // The socket is already gone: its address is not known any more.
      expect((await ask(path, { remote: '' })).status).toBe(404);
    }
  });

  it('see no page and so no token', async () => {
    const response = await ask('/', { remote: '10.0.0.2', headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(token);
  });

  it('are let in with the proxy token, where one is set', async () => {
    const settings = { ...defaults, host: '0.0.0.0', home: '/h', upstreams: {}, proxyToken: 'shared' };
    const open = makeApi({ settings });
    const remote = '10.0.0.2';
    const headers = { 'x-headroom-proxy-token': 'shared', authorization: 'none' };
    expect((await open.ask('/stats', { remote, headers })).status).toBe(200);
    expect((await open.ask('/api/v1/summary', { remote, headers })).status).toBe(401);
    expect((await open.ask('/stats', { remote, headers: { 'x-headroom-proxy-token': 'x' } })).status).toBe(404);
  });
});

describe('isOwnPath', () => {
  it('takes our own paths, and leaves everything else to the proxy', () => {
    const own = [
      ['GET', '/livez'],
      ['HEAD', '/livez'],
      ['POST', '/v1/compress'],
      ['GET', '/v1/retrieve/abc'],
      ['DELETE', '/api/v1/nothing'],
      ['GET', '/assets/a.js'],
    ] as const;
    for (const [method, path] of own) expect(isOwnPath(method, path), path).toBe(true);
    const others = [
      ['POST', '/v1/messages'],
      ['GET', '/v1/models'],
      ['GET', '/v1/compress'],
      ['GET', '/v1/retrieve/a/b'],
      ['HEAD', '/'],
      ['GET', '/'],
      ['GET', '/api/hello'],
      ['POST', '/assets/a.js'],
    ] as const;
    for (const [method, path] of others) expect(isOwnPath(method, path), path).toBe(false);
    expect(isOwnPath('GET', '/', 'text/html,*/*')).toBe(true);
  });
});
