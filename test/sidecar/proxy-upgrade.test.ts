import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Provider, startProvider } from './provider.ts';
import { type Rig, startRig, until } from './rig.ts';

let provider: Provider;
let rig: Rig;

beforeEach(async () => {
  provider = await startProvider();
  rig = await startRig({ upstream: provider.url });
});
afterEach(async () => {
  await rig.close();
  await provider.close();
});

const offer = (extra = '') =>
  `GET /p/shop/v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\nAuthorization: Bearer sk-test\r\nX-Headroom-Project: p\r\n${extra}\r\n`;
const accepted =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: a\r\n\r\n';

/** A raw connection to the proxy that keeps what it gets. */
function open(text: string | Buffer): { socket: Socket; bytes(): Buffer; ended: Promise<void> } {
  const chunks: Buffer[] = [];
  const socket = connect(rig.port, '127.0.0.1', () => socket.write(text));
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {}); // a reset is told by 'close'
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, bytes: () => Buffer.concat(chunks), ended };
}

it('a 101 is relayed, then both directions byte for byte', async () => {
  let head: readonly string[] = [];
  provider.onUpgrade = (incoming, socket, first) => {
    head = incoming.rawHeaders;
    socket.write(accepted);
    socket.write('early');
    socket.write(first);
    socket.pipe(socket);
  };
  const blob = randomBytes(5 << 20);
  const client = open(Buffer.concat([Buffer.from(offer()), Buffer.from('first')]));
  await until(() => client.bytes().includes('earlyfirst'));
  client.socket.write(blob);
  const start = client.bytes().indexOf('earlyfirst') + 'earlyfirst'.length;
  await until(() => client.bytes().length === start + blob.length);
  expect(createHash('sha256').update(client.bytes().subarray(start)).digest('hex')).toBe(
    createHash('sha256').update(blob).digest('hex'),
  );
  const answer = client.bytes().toString('latin1');
  expect(answer).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  expect(answer).toContain('Sec-WebSocket-Accept: a\r\n');
  expect(head).toEqual([
    ...[
      'host',
      `127.0.0.1:${provider.port}`,
      'connection',
      'Upgrade',
      'upgrade',
      'websocket',
      'Sec-WebSocket-Key',
      'k',
    ],
    ...['Authorization', 'Bearer sk-test'],
  ]);
  client.socket.destroy();
  expect(await rig.exchange(1)).toMatchObject({
    status: 101,
    path: '/v1/responses',
    project: 'shop',
    treatment: 'relayed',
    fault: null,
  });
  await until(() => provider.sockets.size === 0);
});

it.each([426, 401, 404])('a %d is relayed with its body, and the connection closes', async (status) => {
  provider.onUpgrade = (_incoming, socket) => {
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 4\r\nX-Why: because\r\n\r\nnope`);
  };
  const client = open(offer());
  await client.ended;
  expect(client.bytes().toString()).toBe(
    `HTTP/1.1 ${status} No\r\nconnection: close\r\nContent-Length: 4\r\nX-Why: because\r\n\r\nnope`,
  );
  expect(await rig.exchange(1)).toMatchObject({ status, bytesOut: 4 });
});

it('an upstream that is not there gives a 502', async () => {
  await provider.close();
  const client = open(offer());
  await client.ended;
  expect(client.bytes().toString()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[\s\S]*could not reach/);
  provider = await startProvider();
});

it('either side that ends ends the other', async () => {
  let upstream: Socket | undefined;
  provider.onUpgrade = (_incoming, socket) => {
    upstream = socket.resume().on('end', () => socket.end());
    socket.write(accepted);
  };
  const first = open(offer());
  await until(() => first.bytes().length > 0);
  upstream?.end('bye');
  await first.ended;
  expect(first.bytes().toString()).toMatch(/bye$/);
  const second = open(offer());
  await until(() => second.bytes().length > 0);
  second.socket.end();
  await until(() => provider.sockets.size === 0);
});

it('an offer of another protocol is an ordinary request', async () => {
  const client = open(offer().replace('websocket', 'h2c').replace('Connection: Upgrade', 'Connection: Upgrade, close'));
  await client.ended;
  expect(client.bytes().toString()).toMatch(/^HTTP\/1\.1 200 /);
  expect(provider.received[0]?.headers.upgrade).toBeUndefined();
});

it('a web page of another origin gets none', async () => {
  const client = open(offer('Origin: https://evil.example\r\n'));
  await client.ended;
  expect(client.bytes().toString()).toMatch(/^HTTP\/1\.1 403 /);
});

it('stopping ends it', async () => {
  provider.onUpgrade = (_incoming, socket) => void socket.write(accepted);
  const client = open(offer());
  await until(() => client.bytes().length > 0);
  await rig.proxy.close();
  await client.ended;
  expect(rig.exchanges).toHaveLength(1);
});
