import { request as requestHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../sidecar/contract/errors.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import type { OptimiseResult } from '../../sidecar/worker/types.ts';
import { answerEvents, answerJson, type Provider, startProvider } from './provider.ts';
import { call, nothing, type Rig, type RigOptions, startRig, until } from './rig.ts';

let provider: Provider;
let rig: Rig;
const rigs: Rig[] = [];

async function makeRig(options: Partial<RigOptions> = {}): Promise<Rig> {
  const made = await startRig({ upstream: provider.url, ...options });
  rigs.push(made);
  return made;
}

beforeEach(async () => {
  provider = await startProvider();
  rig = await makeRig();
});
afterEach(async () => {
  for (const one of rigs.splice(0)) await one.close();
  await provider.close();
});

const post = (base: string, body: string, headers: Record<string, string> = {}) =>
  call(base, '/v1/messages', { body, headers: { 'x-claude-code-session-id': 's', ...headers } });

/** Texts of a body "a,b,*c": one segment per text that is in `edits`, new when marked with *. */
const think =
  (edits: readonly string[]) =>
  (body: Uint8Array, job: { pinned: readonly string[]; suspended: readonly string[] }): OptimiseResult => {
    const text = Buffer.from(body).toString();
    const found = [...text.matchAll(/(\*?)(\w+)/g)].filter(([, , name]) => edits.includes(name!));
    const isLeft = (name: string, isNew: boolean) =>
      job.pinned.includes(name) || (isNew && job.suspended.includes('log'));
    return {
      ...nothing,
      segments: found.map(([, star, name], index) => makeSegment(index, star === '*', !isLeft(name!, star === '*'))),
      digests: found.map(([, , name]) => name!),
      pin: found
        .filter(([, star, name]) => star === '*' && !job.pinned.includes(name!) && job.suspended.includes('log'))
        .map(([, , name]) => name!),
      edits: found
        .filter(([, star, name]) => !isLeft(name!, star === '*'))
        .map(({ index, 0: whole, 1: star }) => ({
          start: index + star!.length,
          end: index + whole.length,
          bytes: Buffer.from('-'),
        })),
      tokensBefore: 100,
      tokensAfter: 10,
    };
  };

function makeSegment(index: number, isNew: boolean, isEdited: boolean): ExchangeSegment {
  return {
    ...{
      index,
      isNew,
      tool: 'Bash',
      command: '',
      path: '',
      reason: isEdited ? null : 'pinned',
      lossy: null,
      originalId: null,
    },
    ...{ by: isEdited ? ['log'] : [], tokensBefore: 50, tokensAfter: isEdited ? 5 : 50 },
  };
}

const sent = () => provider.received.map((one) => one.body.toString());

describe('a client that leaves', () => {
  it('ends the upstream request, and the ledger says who left', async () => {
    provider.answer = answerEvents(
      Array.from({ length: 10_000 }, () => 'data: x\n\n'),
      1,
    );
    const request = requestHttp(`${rig.url}/v1/messages`, { method: 'POST', agent: false });
    request.on('error', () => {}); // its own doing
    request.on('response', (response) => response.once('data', () => request.destroy()));
    request.end('{"model":"m"}');
    await until(() => provider.cut.length === 1);
    expect(await rig.exchange(1)).toMatchObject({ fault: 'client-abort', status: 200 });
  });

  it('while nothing has been answered yet ends it as well', async () => {
    provider.answer = () => {};
    const request = requestHttp(`${rig.url}/v1/messages`, { method: 'POST', agent: false });
    request.on('error', () => {}); // its own doing
    request.end('{"model":"m"}');
    await until(() => provider.received.length === 1);
    request.destroy();
    await until(() => provider.cut.length === 1);
    expect(await rig.exchange(1)).toMatchObject({ fault: 'client-abort', status: 0 });
  });

  it.each(['/v1/messages', '/v1/files'])(
    'in the middle of its body to %s never makes a whole request',
    async (path) => {
      const socket = connect(rig.port, '127.0.0.1');
      socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{"model":`);
      await until(() => rig.proxy.status().inFlight === 1);
      socket.destroy();
      expect(await rig.exchange(1)).toMatchObject({ fault: 'client-abort' });
      expect(provider.received).toHaveLength(0);
      await until(() => rig.proxy.status().inFlight === 0);
      expect(rig.proxy.status().bufferedBytes).toBe(0);
    },
  );

  it('while the engine thinks costs no upstream request', async () => {
    let answer: (result: OptimiseResult) => void = () => {};
    rig = await makeRig({ uptimeMs: 0, think: () => new Promise((resolve) => (answer = resolve)) });
    const request = requestHttp(`${rig.url}/v1/messages`, { method: 'POST', agent: false });
    request.on('error', () => {}); // its own doing
    request.end('{"model":"m"}');
    await until(() => rig.jobs.length === 1);
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    answer(nothing);
    expect(await rig.exchange(1)).toMatchObject({ fault: 'client-abort' });
    expect(provider.received).toHaveLength(0);
  });
});

describe('an upstream', () => {
  it.each(['reset', 'close'] as const)(
    'that breaks off in the middle (%s) breaks the answer off, after what it said',
    async (how) => {
      provider.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: half\n\n');
        setTimeout(() => (how === 'reset' ? response.socket?.resetAndDestroy() : response.socket?.destroy()), 20);
      };
      let text = '';
      const end = await new Promise<string>((resolve) => {
        const request = requestHttp(`${rig.url}/v1/messages`, { method: 'POST', agent: false }, (response) => {
          response.on('data', (chunk) => (text += chunk));
          response.once('end', () => resolve('end'));
          response.once('error', () => resolve('broken'));
        });
        request.once('error', () => resolve('broken'));
        request.end('{"model":"m"}');
      });
      expect([end, text]).toEqual(['broken', 'data: half\n\n']);
      expect(await rig.exchange(1)).toMatchObject({ fault: 'upstream-reset', status: 200 });
    },
  );

  it('that ends short of its announced length breaks the answer off', async () => {
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('short');
      setTimeout(() => response.socket?.end(), 20);
    };
    await expect(post(rig.url, '{"model":"m"}')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  it.each([
    ['/v1/messages', 'anthropic', { type: 'error' }],
    ['/v1/chat/completions', 'openai-chat', { error: { message: expect.stringMatching(/could not reach/) } }],
    ['/v1/models', '', { error: { message: expect.stringMatching(/could not reach/) } }],
  ])('that is not there gives %s a 502 in its own shape', async (path, dialect, shape) => {
    const gone = await startProvider();
    await gone.close();
    rig = await makeRig({ upstream: gone.url });
    const reply = await call(rig.url, path, path === '/v1/models' ? {} : { body: '{"model":"m"}' });
    expect(reply.status).toBe(502);
    expect(JSON.parse(reply.body.toString())).toMatchObject(shape);
    expect(reply.body.toString()).toContain('ECONNREFUSED');
    expect(await rig.exchange(1)).toMatchObject({ status: 502, fault: 'upstream-unreachable', dialect });
  });

  it('that hangs up before answering gives a 502, and the next request works', async () => {
    provider.answer = (_request, response) => void response.socket?.destroy();
    expect((await post(rig.url, '{"model":"m"}')).status).toBe(502);
    provider.answer = answerJson;
    expect((await post(rig.url, '{"model":"m"}')).status).toBe(200);
  });

  it('that answers before it has read the request ends neither the answer nor the connection', async () => {
    provider.onHead = (incoming, response) => {
      response.writeHead(413, { 'content-type': 'application/json' });
      response.end('{"too":"large"}');
      incoming.resume();
      return true;
    };
    const reply = await call(rig.url, '/v1/files', { body: Buffer.alloc(8 << 20) });
    expect([reply.status, reply.body.toString()]).toEqual([413, '{"too":"large"}']);
  });

  it('that is slow with its first byte is waited for', async () => {
    provider.answer = (request, response, nth) => void setTimeout(() => answerJson(request, response, nth), 300);
    expect((await post(rig.url, '{"model":"m"}')).status).toBe(200);
  });
});

describe('backpressure', () => {
  it('a slow reader holds the provider back', async () => {
    const total = 64 << 20;
    let written = 0;
    provider.answer = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      const chunk = Buffer.alloc(1 << 16);
      while (written < total && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    };
    let got = 0;
    await new Promise<void>((resolve, reject) => {
      const request = requestHttp(`${rig.url}/v1/messages`, { method: 'POST', agent: false }, (response) => {
        response.pause();
        // Still for two looks in a row: everything between us is full.
        let last = -1;
        const timer = setInterval(() => {
          if (written !== last) last = written;
          else {
            clearInterval(timer);
            response.on('data', (chunk: Buffer) => (got += chunk.length));
            response.once('end', resolve);
            response.resume();
          }
        }, 200);
        response.once('error', reject);
      });
      request.once('error', reject);
      request.end('{"model":"m"}');
      void until(() => got > 0).then(() => expect(written).toBeLessThan(total / 2));
    });
    expect(got).toBe(total);
  });

  it('a slow provider holds the client back', async () => {
    provider.onHead = (incoming) => {
      incoming.pause();
      return true;
    };
    const socket = connect(rig.port, '127.0.0.1');
    socket.write('POST /v1/files HTTP/1.1\r\nhost: localhost\r\ncontent-length: 104857600\r\n\r\n');
    let written = 0;
    const chunk = Buffer.alloc(1 << 16);
    while (written < 100 << 20) {
      if (
        !socket.write(chunk) &&
        (await Promise.race([
          new Promise((r) => socket.once('drain', () => r(false))),
          new Promise((r) => setTimeout(r, 500, true)),
        ]))
      )
        break;
      written += chunk.length;
    }
    expect(written).toBeLessThan(50 << 20);
    for (const one of provider.sockets) one.destroy();
    await until(() => rig.proxy.status().inFlight === 0);
    socket.destroy();
  });
});

describe('an edited request that is refused', () => {
  beforeEach(() => {
    rig.think = think(['old', 'new']);
    // Refuses whatever was edited in place of the text "new".
    provider.answer = (request, response, nth) => {
      if (request.body.toString().includes('*-'))
        response.writeHead(400, { 'content-type': 'application/json' }).end('{"type":"error"}');
      else void answerJson(request, response, nth);
    };
  });

  it('is sent once more as it came, and the client sees that answer only', async () => {
    const reply = await post(rig.url, 'old,*new');
    expect(reply.status).toBe(200);
    expect(sent()).toEqual(['-,*-', 'old,*new']);
    expect(await rig.exchange(1)).toMatchObject({
      ...{
        treatment: 'replayed',
        fault: 'refused-400',
        status: 200,
        tokensBefore: 100,
        tokensAfter: 100,
        bytesSent: 8,
      },
      segments: [
        { by: [], tokensAfter: 50 },
        { by: [], tokensAfter: 50 },
      ],
    });
  });

  it('suspends the new edit and pins its text; older edits stay as they are', async () => {
    await post(rig.url, 'old,*new');
    await rig.exchange(1);
    expect(rig.remembered.values().next().value).toMatchObject({ suspended: ['log'], pinned: ['new'] });
    await post(rig.url, 'old,new,*tail');
    expect(sent().at(-1)).toBe('-,new,*tail');
    expect(rig.jobs.at(-1)).toMatchObject({ suspended: ['log'], pinned: ['new'] });
  });

  it('is remembered by the store over a restart', async () => {
    await post(rig.url, 'old,*new');
    await rig.exchange(1);
    const again = await makeRig({ think: think(['old', 'new']), memories: rig.remembered });
    await post(again.url, 'old,new,*tail');
    expect(sent().at(-1)).toBe('-,new,*tail');
  });

  it('teaches nothing when the original is refused, too', async () => {
    provider.answer = (_request, response) => void response.writeHead(422).end('no');
    const reply = await post(rig.url, 'old,*new');
    expect([reply.status, reply.body.toString(), sent().length]).toEqual([422, 'no', 2]);
    await rig.exchange(1);
    expect(rig.remembered.values().next().value).toMatchObject({ suspended: [], pinned: [] });
  });

  it.each([401, 402, 403, 404, 408, 409, 425, 429, 500, 529])('is not sent again for %d', async (status) => {
    provider.answer = (_request, response) => void response.writeHead(status, { 'retry-after': '3' }).end('x');
    const reply = await post(rig.url, 'old,*new');
    expect([reply.status, reply.headers['retry-after'], sent().length]).toEqual([status, '3', 1]);
  });
});

describe('an engine', () => {
  const dead = () => Promise.reject(new AppError('worker.died', 'gone'));

  it('that died lets the original go', async () => {
    rig.think = dead;
    expect((await post(rig.url, '*new')).status).toBe(200);
    expect(sent()).toEqual(['*new']);
    expect(await rig.exchange(1)).toMatchObject({ treatment: 'failed-open', fault: 'worker-died' });
  });

  it('that throws lets the original go', async () => {
    rig.think = () => {
      throw new TypeError('a defect');
    };
    expect((await post(rig.url, '*new')).status).toBe(200);
    expect(await rig.exchange(1)).toMatchObject({ treatment: 'failed-open', fault: 'engine-fault' });
  });

  it('that misses its deadline lets the original go; what it says later is pinned', async () => {
    let answer: () => void = () => {};
    rig.think = (body, job) => new Promise((resolve) => (answer = () => resolve(think(['new'])(body, job))));
    await post(rig.url, '*new');
    expect(await rig.exchange(1)).toMatchObject({ treatment: 'failed-open', fault: 'deadline' });
    answer();
    await until(() => rig.remembered.size === 1);
    rig.think = think(['new', 'next']);
    await post(rig.url, 'new,*next');
    expect(sent()).toEqual(['*new', 'new,*-']);
  });

  it('that says nonsense too late costs no row, its own or a later one', async () => {
    let answer: () => void = () => {};
    rig.think = () => new Promise((resolve) => (answer = () => resolve({ ...nothing, segments: null } as never)));
    await post(rig.url, '*new');
    answer();
    rig.think = think([]);
    await post(rig.url, 'new,*next');
    expect(await rig.exchange(2)).toMatchObject({ treatment: 'untouched' });
    expect(rig.exchanges[0]).toMatchObject({ treatment: 'failed-open', fault: 'deadline' });
  });

  it('that died is asked with the next request what had gone out untouched', async () => {
    rig.think = dead;
    await post(rig.url, '*new');
    rig.think = think(['new', 'next']);
    await post(rig.url, 'new,*next');
    expect(sent()).toEqual(['*new', 'new,*-']);
    expect(rig.jobs).toHaveLength(3);
    await post(rig.url, 'new,next,*tail');
    expect(sent().at(-1)).toBe('new,-,*tail');
    expect(rig.jobs).toHaveLength(4);
  });

  it('that fails once amid edited turns costs one turn: the edited prefix is gone back to', async () => {
    rig.think = think(['a', 'b', 'c']);
    await post(rig.url, '*a');
    await rig.exchange(1);
    rig.think = dead;
    await post(rig.url, 'a,*b');
    await rig.exchange(2);
    rig.think = think(['a', 'b', 'c']);
    await post(rig.url, 'a,b,*c');
    expect(sent()).toEqual(['*-', 'a,*b', '-,-,*-']);
  });

  it('is not shown a conversation again whose bodies killed it twice', async () => {
    rig.think = dead;
    await post(rig.url, '*a');
    await post(rig.url, 'a,*b');
    await post(rig.url, 'a,b,*c');
    expect(rig.jobs).toHaveLength(2);
    expect(await rig.exchange(3)).toMatchObject({ treatment: 'failed-open', fault: 'quarantined' });
    await post(rig.url, '*a', { 'x-claude-code-agent-id': 'another' });
    expect(rig.jobs).toHaveLength(3);
  });

  it('is not shown a conversation again that it hung over twice', async () => {
    const hung: (() => void)[] = [];
    rig.think = () => new Promise((_, reject) => hung.push(() => reject(new AppError('worker.died', 'gone'))));
    await post(rig.url, '*a');
    await post(rig.url, 'a,*b');
    for (const end of hung) end();
    expect(await rig.exchange(2)).toMatchObject({ treatment: 'failed-open', fault: 'deadline' });
    await post(rig.url, 'a,b,*c');
    expect(await rig.exchange(3)).toMatchObject({ treatment: 'failed-open', fault: 'quarantined' });
  });

  it('that is not there is no fault of those who asked', async () => {
    rig.think = () => Promise.reject(new AppError('worker.absent', 'resting'));
    for (const text of ['*a', 'a,*b', 'a,b,*c']) await post(rig.url, text);
    expect(await rig.exchange(3)).toMatchObject({ treatment: 'failed-open', fault: 'worker-absent' });
    rig.think = think(['d']);
    await post(rig.url, 'a,b,c,*d');
    expect(sent().at(-1)).toBe('a,b,c,*-');
  });

  it('is asked again once the body has named a conversation that has pins', async () => {
    rig.think = think(['new']);
    provider.answer = (request, response, nth) =>
      request.body.toString().includes('-')
        ? void response.writeHead(400).end()
        : void answerJson(request, response, nth);
    await call(rig.url, '/v1/messages', { body: '*new' });
    await rig.exchange(1);
    await call(rig.url, '/v1/messages', { body: 'new,*tail' });
    expect(sent()).toEqual(['*-', '*new', 'new,*tail']);
  });

  it('that is just starting is waited for', async () => {
    rig = await makeRig({
      uptimeMs: 0,
      think: (body, job) => new Promise((resolve) => setTimeout(() => resolve(think(['new'])(body, job)), 300)),
    });
    await post(rig.url, '*new');
    expect(sent()).toEqual(['*-']);
  });

  it('gets what it said to pin kept', async () => {
    rig.think = () => ({ ...nothing, digests: ['d'], pin: ['d'] });
    await post(rig.url, '*new');
    expect(rig.remembered.values().next().value).toMatchObject({ suspended: [], pinned: ['d'] });
  });
});

describe('stopping', () => {
  it('waits for what is in flight, then ends it', async () => {
    provider.answer = answerEvents(
      Array.from({ length: 20 }, () => 'data: x\n\n'),
      10,
    );
    const reply = post(rig.url, '{"model":"m"}');
    await until(() => provider.received.length === 1);
    await rig.proxy.drain(5_000);
    expect((await reply).body.toString()).toBe('data: x\n\n'.repeat(20));
    provider.answer = () => {};
    const stuck = post(rig.url, '{"model":"m"}');
    await until(() => provider.received.length === 2);
    await rig.proxy.drain(20);
    await rig.proxy.close();
    expect((await stuck).status).toBe(503);
    expect(rig.exchanges).toHaveLength(2);
  });
});

it('an unusable answer is a 502, not a crash', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 two hundred\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rig = await makeRig({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  expect((await post(rig.url, '{"model":"m"}')).status).toBe(502);
  await new Promise((resolve) => server.close(resolve));
});
