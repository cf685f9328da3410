import { createServer as createProxyServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createUpstreams } from '../../sidecar/proxy/connect.ts';
import { call, startRig } from './rig.ts';
import { cert, key } from './support/certificate.ts';

/** What a company's proxy saw of each CONNECT. */
const tunnels: { target: string; login: string | undefined }[] = [];
const open = new Set<Socket>();
let refuse = 0;

const secure = createSecureServer({ cert, key }, (incoming: IncomingMessage, response) => {
  response.setHeader('X-Seen', incoming.rawHeaders.filter((_, at) => at % 2 === 0).join(' '));
  response.end('over TLS');
});
secure.on('upgrade', (_incoming, socket) => {
  socket.end('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n');
});
const company = createProxyServer();
company.on('connect', (incoming, client, head) => {
  tunnels.push({ target: incoming.url ?? '', login: incoming.headers['proxy-authorization'] });
  if (refuse > 0) {
    client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    return;
  }
  const { port } = secure.address() as AddressInfo;
  const upstream = connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  for (const socket of [client as Socket, upstream])
    socket.on('error', () => {}).on('close', () => open.delete(socket));
  open.add(client as Socket).add(upstream);
});

let defaults: string[] = [];
let env: Record<string, string> = {};
beforeAll(async () => {
  defaults = getCACertificates('default');
  setDefaultCACertificates([...defaults, cert]);
  for (const server of [secure, company]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${(company.address() as AddressInfo).port}` };
});
beforeEach(() => {
  tunnels.length = 0;
  refuse = 0;
});
afterAll(() => {
  setDefaultCACertificates(defaults);
  for (const socket of open) socket.destroy();
  for (const server of [secure, company]) server.close();
});

it('an https upstream is reached through HTTPS_PROXY, with the login, heads as written', async () => {
  const rig = await startRig({ upstream: 'https://provider.test', env });
  const first = await call(rig.url, '/v1/messages', {
    body: '{"model":"m"}',
    headers: ['Host', 'localhost', 'X-ODD', '1', 'x-odd', '2'],
  });
  const second = await call(rig.url, '/v1/messages', { body: '{"model":"m"}' });
  expect([first.status, first.body.toString(), second.status]).toEqual([200, 'over TLS', 200]);
  expect(first.headers['x-seen']).toMatch(/^host connection X-ODD x-odd/);
  // One tunnel for both requests: connections are pooled.
  expect(tunnels).toEqual([
    { target: 'provider.test:443', login: `Basic ${Buffer.from('me:p@ss').toString('base64')}` },
  ]);
  await rig.close();
});

it('an upgrade goes the same way', async () => {
  const rig = await startRig({ upstream: 'https://provider.test', env });
  const headers = { connection: 'Upgrade', upgrade: 'websocket' };
  const reply = await call(rig.url, '/v1/responses', { headers });
  expect([reply.status, tunnels.length]).toEqual([426, 1]);
  await rig.close();
});

it('a proxy that refuses is a 502 that says so', async () => {
  refuse = 407;
  const rig = await startRig({ upstream: 'https://provider.test', env });
  const reply = await call(rig.url, '/v1/messages', { body: '{"model":"m"}' });
  expect([reply.status, JSON.parse(reply.body.toString()).error.message]).toEqual([
    502,
    expect.stringContaining('407'),
  ]);
  await rig.close();
});

it('a certificate that nobody vouches for is a 502', async () => {
  setDefaultCACertificates(defaults);
  const rig = await startRig({ upstream: `https://127.0.0.1:${(secure.address() as AddressInfo).port}` });
  const reply = await call(rig.url, '/v1/messages', { body: '{"model":"m"}' });
  expect([reply.status, reply.body.toString()]).toEqual([502, expect.stringMatching(/SELF_SIGNED|UNABLE_TO/)]);
  await rig.close();
  setDefaultCACertificates([...defaults, cert]);
});

it('loopback never goes through the proxy', async () => {
  const upstreams = createUpstreams(env);
  const socket = await upstreams.connect(`https://127.0.0.1:${(secure.address() as AddressInfo).port}`);
  expect([tunnels.length, socket.remoteAddress]).toEqual([0, '127.0.0.1']);
  socket.destroy();
  await upstreams.close();
});
