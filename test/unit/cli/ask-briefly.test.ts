import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askBriefly } from '../../../sidecar/cli/ask-briefly.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers the first bytes that it gets with `answer`, or never. */
async function serve(answer: string | null): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (answer !== null) socket.once('data', () => socket.end(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ask = (port: number) =>
  askBriefly({ host: '127.0.0.1', port, path: '/x', body: '{}', timeoutMs: 300, maxBytes: 100 });

describe('askBriefly', () => {
  it('gives the body of a good answer', async () => {
    expect(await ask(await serve('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ngood'))).toBe('good');
    expect(await ask(await serve('HTTP/1.0 200 OK\r\n\r\n{"a":"é"}'))).toBe('{"a":"é"}');
  });

  it.each([
    ['a refusal', 'HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'],
    ['a coding that was not asked for', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['too much', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200)}`],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    ['silence', null],
  ])('gives nothing for %s', async (_, answer) => {
    expect(await ask(await serve(answer))).toBeNull();
  });

  it('gives nothing when nobody listens', async () => {
    const port = await serve(null);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await ask(port)).toBeNull();
  });
});
