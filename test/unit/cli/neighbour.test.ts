import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { findDifferentUpstreams, findNeighbour, formatListener, parseHealth } from '../../../sidecar/cli/neighbour.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(handler: RequestListener): Promise<number> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const health = {
  service: 'headroom',
  status: 'ok',
  version: '1.2.3',
  pid: 42,
  upstreams: { anthropic: 'https://api.anthropic.com', openai: 'http://127.0.0.1:1/v1/' },
  config: { mode: 'token', optimize: false },
  checks: [{ id: 'ledger', ok: false, message: 'locked' }],
};

describe('findNeighbour', () => {
  it('finds nobody, a Headroom, and strangers of all kinds', async () => {
    expect(await findNeighbour({ host: '127.0.0.1', port: 0 })).toEqual({ kind: 'nobody' });

    const own = await listen((_request, response) => response.end(JSON.stringify(health)));
    const found = await findNeighbour({ host: '127.0.0.1', port: own });
    expect(found).toMatchObject({
      kind: 'headroom',
      health: { version: '1.2.3', pid: 42, mode: 'token', optimise: false },
    });

    const strangers: RequestListener[] = [
      (_request, response) => response.end('<html>'),
      (_request, response) => response.end(JSON.stringify({ ...health, service: 'headroom-proxy' })),
      (request) => request.socket.destroy(),
      (_request, response) => response.end('x'.repeat(5 * 1024 * 1024)),
    ];
    for (const stranger of strangers) {
      const port = await listen(stranger);
      expect((await findNeighbour({ host: '127.0.0.1', port })).kind).toBe('stranger');
    }
  });
});

describe('parseHealth', () => {
  it('survives whatever a stranger says', () => {
    for (const body of ['', 'null', '[]', '{', '{"service":"headroom2"}', '"headroom"'])
      expect(parseHealth(body)).toBeNull();
    expect(
      parseHealth('{"service":"headroom","upstreams":{"a":1,"b":"u"},"pid":"x","checks":[null,{"id":1}]}'),
    ).toEqual({
      version: 'unknown',
      pid: null,
      status: 'unknown',
      upstreams: { b: 'u' },
      mode: null,
      optimise: null,
      checks: [{ id: '1', ok: false, message: 'undefined' }],
    });
  });
});

describe('findDifferentUpstreams', () => {
  const running = parseHealth(JSON.stringify(health));
  it('compares addresses, not spellings', () => {
    if (running === null) throw new Error('the health above is one');
    expect(
      findDifferentUpstreams(running, { anthropic: 'https://API.anthropic.com/', openai: 'http://127.0.0.1:1/v1' }),
    ).toEqual([]);
    expect(findDifferentUpstreams(running, { anthropic: 'https://api.anthropic.com/x', google: 'https://g' })).toEqual([
      'anthropic',
      'google',
    ]);
  });
});

describe('formatListener', () => {
  it('says what is known', () => {
    expect(formatListener({ pid: 7, name: 'nginx' })).toBe('nginx (process 7)');
    expect(formatListener({ pid: 7, name: null })).toBe('process 7');
    expect(formatListener(null)).toBe('another program');
  });
});
