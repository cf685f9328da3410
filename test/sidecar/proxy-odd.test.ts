import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { answerJson, type Provider, startProvider } from './provider.ts';
import { type Rig, startRig } from './rig.ts';

let provider: Provider;
let rig: Rig;

beforeAll(async () => {
  provider = await startProvider();
  rig = await startRig({ upstream: provider.url });
});
afterEach(() => {
  provider.received.length = 0;
  provider.answer = answerJson;
});
afterAll(async () => {
  await rig.close();
  await provider.close();
});

/** What comes back for raw bytes on a connection that is closed by the other side. */
function say(text: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(rig.port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {}); // a reset is an end like any other here
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

it.each(['//twice', '/a|b', '/a\\b', '/%', '/%zz?%', '/a"<>`{}', '/?', '/a?b?c#d', `/${'long'.repeat(4000)}`])(
  'the path %s reaches the provider as it is',
  async (path) => {
    const answer = await say(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(provider.received[0]?.url).toBe(path);
  },
);

it('a client of HTTP/1.0 without Host is served, and its connection closes', async () => {
  const answer = await say('POST /v1/messages HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/"ok"}\]}$/);
});

it.each(['PROPFIND', 'PATCH', 'PUT', 'OPTIONS', 'QUERY'])('the method %s passes', async (method) => {
  const answer = await say(
    `${method} /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect([provider.received[0]?.method, provider.received[0]?.body.toString()]).toEqual([method, 'abc']);
});

it('a request that smuggles is refused before it reaches anybody', async () => {
  const answer = await say(
    'POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(provider.received).toHaveLength(0);
});

it('heads of 40 KB pass in both directions', async () => {
  provider.answer = (_request, response) => void response.writeHead(200, { 'x-big': 'b'.repeat(40_000) }).end();
  const answer = await say(
    `GET /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Big: ${'a'.repeat(40_000)}\r\n\r\n`,
  );
  expect(answer.includes('b'.repeat(40_000))).toBe(true);
  expect(provider.received[0]?.headers['x-big']).toHaveLength(40_000);
});

it('two requests in one packet get two answers in their order', async () => {
  provider.answer = (request, response) =>
    void setTimeout(() => response.end(request.url), request.url === '/first' ? 60 : 0);
  const answer = await say(
    'GET /first HTTP/1.1\r\nHost: localhost\r\n\r\nGET /second HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  expect(answer.indexOf('/first')).toBeGreaterThan(0);
  expect(answer.indexOf('/second')).toBeGreaterThan(answer.indexOf('/first'));
});

it('an answer without length or chunks, cut by the end of the connection, arrives whole', async () => {
  provider.answer = (_request, response) =>
    void response.socket?.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end');
  const answer = await say('GET /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(answer).toContain('until the end');
});

it('a break in the middle is seen by a client of HTTP/1.0 as a reset, not as an end', async () => {
  provider.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: half\n\n');
    setTimeout(() => response.socket?.destroy(), 20);
  };
  const code = await new Promise<string>((resolve) => {
    const socket = connect(rig.port, '127.0.0.1', () =>
      socket.write('POST /v1/messages HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}'),
    );
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('end', () => resolve('a clean end'));
    socket.resume();
  });
  expect(code).toBe('ECONNRESET');
});

it('a Host that is no name is not ours to judge', async () => {
  const answer = await say('GET /v1/x HTTP/1.1\r\nHost: a/b\\c\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});
