import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { makeGet, ServerFault } from '../../../sidecar/vitals/ask-web.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = new AbortController();
  const { get, close } = await makeGet({}, stop.signal);
  ends.push(
    close,
    () => server.closeAllConnections(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { get, stop, base };
}

it('reads what is there, tells what is not, and sends nothing but the question', async () => {
  const heard: unknown[] = [];
  const { get, base } = await open(({ url, method, headers: { accept, authorization, cookie } }, response) => {
    heard.push({ url, method, accept, authorization, cookie });
    response.writeHead(url === '/a' ? 200 : 404).end('{"a":1}');
  });
  expect([await get(`${base}/a`), await get(`${base}/b`, 'text/plain')]).toEqual(['{"a":1}', null]);
  expect(heard).toEqual([
    { url: '/a', method: 'GET', accept: 'application/json' },
    { url: '/b', method: 'GET', accept: 'text/plain' },
  ]);
});

it('takes refusals, redirects and answers without end for faults', async () => {
  const { get, base } = await open(({ url }, response) => {
    if (url === '/endless') {
      response.writeHead(200);
      const chunk = Buffer.alloc(1024 * 1024);
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pour);
      return pour();
    }
    response.writeHead(Number(url!.slice(1)), { location: '/200' }).end();
  });
  for (const status of [302, 401, 503]) await expect(get(`${base}/${status}`)).rejects.toThrow(ServerFault);
  await expect(get(`${base}/401`)).rejects.toThrow('asks for a password, and none is sent');
  await expect(get(`${base}/endless`)).rejects.toThrow(SyntaxError);
});

it('ends with its signal', async () => {
  const { get, stop, base } = await open(() => undefined);
  const asked = get(`${base}/a`);
  stop.abort();
  await expect(asked).rejects.toThrow();
});
