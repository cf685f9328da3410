import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerEvents, answerJson, type Provider, startProvider } from './provider.ts';
import { call, nothing, type Rig, startRig } from './rig.ts';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One request per dialect with members, escapes and number spellings that a re-serialised body would not keep. */
const bodies: Readonly<Record<string, string>> = {
  '/v1/messages?beta=true':
    '{ "model":"claude-x",\n"max_tokens":1e2, "messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"a\\u00e9\\/ \\ud83e\\uddfe"}]}], "stream" : true,"stream":true}',
  '/v1/chat/completions':
    '{"model":"gpt-x","messages":[{"role":"tool","tool_call_id":"c","content":"x\\ty"}],"temperature":1.0}',
  '/v1/responses':
    '{"model":"gpt-x","input":[{"type":"function_call_output","call_id":"c","output":"1 2 3"}],"n":12345678901234567890}',
  '/p/my%20project/v1/messages': '{"model":"claude-x","messages":[],"max_tokens":1}',
};

let provider: Provider;
let rig: Rig;

beforeAll(async () => {
  provider = await startProvider();
  rig = await startRig({ upstream: provider.url });
});
afterEach(() => {
  provider.received.length = 0;
  provider.cut.length = 0;
  provider.answer = answerJson;
  rig.think = () => nothing;
});
afterAll(async () => {
  await rig.close();
  await provider.close();
});

describe.each([true, false])('request bodies, optimise %s', (optimise) => {
  let own: Rig;
  beforeAll(async () => {
    own = await startRig({ upstream: provider.url, settings: { optimise } });
  });
  afterAll(() => own.close());

  it.each(Object.entries(bodies))('%s arrives with the same bytes', async (path, body) => {
    const reply = await call(own.url, path, { body, headers: { 'content-type': 'application/json' } });
    expect(reply.status).toBe(200);
    expect(provider.received[0]?.body.toString()).toBe(body);
    expect(provider.received[0]?.url).toBe(path.replace('/p/my%20project', ''));
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['zstd', zstdCompressSync],
  ] as const)('a %s body keeps its coding and its bytes', async (coding, encode) => {
    const body = encode(Buffer.from(bodies['/v1/responses']!));
    await call(own.url, '/v1/responses', { body, headers: { 'content-encoding': coding } });
    expect(sha(provider.received[0]!.body)).toBe(sha(body));
    expect(provider.received[0]?.headers['content-encoding']).toBe(coding);
  });

  it.each([
    ['truncated UTF-8', Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xe2, 0x82])])],
    ['not JSON', Buffer.from('{"model": nope')],
    ['nothing but zeros', Buffer.alloc(1000)],
    ['a coding it does not have', Buffer.from('plain')],
    ['deep nesting', Buffer.from(`{"messages":${'['.repeat(50_000)}`)],
  ])('%s goes on as it came', async (_name, body) => {
    const headers = { 'content-encoding': 'gzip' };
    await call(own.url, '/v1/messages', { body, headers: body.toString() === 'plain' ? headers : {} });
    expect(sha(provider.received[0]!.body)).toBe(sha(body));
  });

  it('a chunked body arrives whole, without chunks when it was read', async () => {
    const body = bodies['/v1/chat/completions']!;
    await call(own.url, '/v1/chat/completions', { body, headers: { 'transfer-encoding': 'chunked' } });
    expect(provider.received[0]?.body.toString()).toBe(body);
  });

  it('32 MB arrive', async () => {
    const body = Buffer.from(
      `{"model":"claude-x","system":"${randomBytes(12 << 20).toString('hex')}${'y'.repeat(8 << 20)}"}`,
    );
    const reply = await call(own.url, '/v1/messages', { body });
    expect(reply.status).toBe(200);
    expect(sha(provider.received[0]!.body)).toBe(sha(body));
  });
});

describe('requests', () => {
  it('are recorded with what was sent', async () => {
    const before = rig.exchanges.length;
    await call(rig.url, '/p/shop/v1/messages?beta=true', {
      body: '{"model":"claude-x"}',
      headers: { 'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)', 'x-claude-code-session-id': 's' },
    });
    expect(await rig.exchange(before + 1)).toMatchObject({
      ...{ project: 'shop', client: 'claude-code', provider: 'anthropic', dialect: 'anthropic', method: 'POST' },
      ...{ path: '/v1/messages', status: 200, treatment: 'untouched', fault: null, bytesIn: 20, bytesSent: 20 },
    });
  });

  it('keep names, case, order and repetitions of headers, and get nothing of ours', async () => {
    const headers = [
      ...[
        'Host',
        'localhost',
        'X-Odd-CASE',
        '1',
        'anthropic-beta',
        'one',
        'Anthropic-Beta',
        'two',
        'Authorization',
        'Bearer t',
      ],
      ...['X-Headroom-Session-Id', 's', 'x-headroom-project', 'p', 'Connection', 'keep-alive, X-Mine', 'X-Mine', 'hop'],
      ...['Cookie', 'a=1', 'Cookie', 'b=2', 'X-Latin', 'caf\u00e9', 'Content-Length', '2'],
    ];
    await call(rig.url, '/v1/messages', { body: '{}', headers });
    expect(provider.received[0]?.rawHeaders).toEqual([
      ...['host', `127.0.0.1:${provider.port}`, 'connection', 'keep-alive', 'X-Odd-CASE', '1', 'anthropic-beta', 'one'],
      ...[
        'Anthropic-Beta',
        'two',
        'Authorization',
        'Bearer t',
        'Cookie',
        'a=1',
        'Cookie',
        'b=2',
        'X-Latin',
        'caf\u00e9',
      ],
      ...['content-length', '2'],
    ]);
  });

  it('keep their path and query to the byte', async () => {
    const path = "/v1/files/a%2Fb/..%2f;x=1/'(~)?q=%zz&&a=b+c&\u00e9";
    await call(rig.url, path.replace('\u00e9', '%C3%A9'), { headers: { 'x-api-key': 'k' } });
    expect(provider.received[0]?.url).toBe(path.replace('\u00e9', '%C3%A9'));
  });

  it('that expect 100-continue get it, and upstream sees no expectation', async () => {
    const body = '{"model":"claude-x"}';
    const reply = await call(rig.url, '/v1/messages', {
      body,
      headers: { expect: '100-continue', 'content-length': body.length },
    });
    expect(reply.status).toBe(200);
    expect(provider.received[0]?.headers.expect).toBeUndefined();
  });

  it('without a body send none, with an empty one say so', async () => {
    await call(rig.url, '/v1/models', { headers: { 'x-api-key': 'k' } });
    await call(rig.url, '/v1/messages', { method: 'POST', headers: { 'content-length': 0 } });
    await call(rig.url, '/v1/files/f', { method: 'DELETE' });
    expect(provider.received.map(({ headers }) => [headers['content-length'], headers['transfer-encoding']])).toEqual([
      [undefined, undefined],
      ['0', undefined],
      [undefined, undefined],
    ]);
  });

  it('that outgrow the limit while they arrive are passed on, not held', async () => {
    const own = await startRig({ upstream: provider.url, settings: { maxEditBytes: 100_000 } });
    const body = Buffer.from(`{"model":"claude-x","system":"${'z'.repeat(3_000_000)}"}`);
    const chunked = await call(own.url, '/v1/messages', { body, headers: { 'transfer-encoding': 'chunked' } });
    const announced = await call(own.url, '/v1/messages', { body });
    expect([chunked.status, announced.status, own.jobs.length]).toEqual([200, 200, 0]);
    expect(provider.received.map((one) => sha(one.body))).toEqual([sha(body), sha(body)]);
    expect(await own.exchange(2)).toMatchObject({ bytesIn: body.length, treatment: 'relayed' });
    expect(own.proxy.status().bufferedBytes).toBe(0);
    await own.close();
  });

  it('share a connection when the client keeps it', async () => {
    const socket = connect(rig.port, '127.0.0.1');
    const one = 'POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}';
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      const answers = text.split('HTTP/1.1 200').length - 1;
      if (answers < 3 && text.endsWith('}')) socket.write(one);
      else if (answers === 3) socket.end();
    });
    socket.write(one);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(provider.received).toHaveLength(3);
  });

  it('40 at once each get their own answer', async () => {
    provider.answer = (request, response) => void response.end(request.body);
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) => call(rig.url, '/v1/messages', { body: `{"model":"m${i}"}` })),
    );
    expect(replies.map((reply) => reply.body.toString())).toEqual(
      Array.from({ length: 40 }, (_, i) => `{"model":"m${i}"}`),
    );
  });
});

describe('edits', () => {
  const body = '{"model":"claude-x","messages":["long text","tail"]}';
  const at = body.indexOf('"long text"');
  const edited = body.replace('long text', 'short');
  const think = () => ({
    ...nothing,
    edits: [{ start: at, end: at + '"long text"'.length, bytes: Buffer.from('"short"') }],
  });

  it('replace their bytes and nothing else; the length fits', async () => {
    rig.think = think;
    const before = rig.exchanges.length;
    await call(rig.url, '/v1/messages', { body });
    expect(provider.received[0]?.body.toString()).toBe(edited);
    expect(provider.received[0]?.headers['content-length']).toBe(String(edited.length));
    expect(await rig.exchange(before + 1)).toMatchObject({
      treatment: 'edited',
      bytesIn: body.length,
      bytesSent: edited.length,
    });
  });

  it.each([
    ['gzip', gzipSync, gunzipSync],
    ['zstd', zstdCompressSync, zstdDecompressSync],
  ] as const)('of a %s body are sent in the same coding', async (coding, encode, decode) => {
    rig.think = think;
    await call(rig.url, '/v1/messages', { body: encode(Buffer.from(body)), headers: { 'content-encoding': coding } });
    expect(decode(provider.received[0]!.body).toString()).toBe(edited);
    expect(provider.received[0]?.headers['content-encoding']).toBe(coding);
  });

  it('of a large body go out in pieces that add up', async () => {
    const large = Buffer.from(`{"a":"${'p'.repeat(3 << 20)}","b":"${'q'.repeat(3 << 20)}"}`);
    const cuts = [10, 1000, 2 << 20, 4 << 20, (5 << 20) + 7];
    rig.think = () => ({
      ...nothing,
      edits: cuts.map((start) => ({ start, end: start + 5, bytes: Buffer.from('##') })),
    });
    await call(rig.url, '/v1/messages', { body: large });
    let expected = large.toString('latin1');
    for (const start of cuts.toReversed()) expected = `${expected.slice(0, start)}##${expected.slice(start + 5)}`;
    expect(sha(provider.received[0]!.body)).toBe(sha(Buffer.from(expected, 'latin1')));
  });

  it('that overlap, run backwards or leave the body are refused: the original goes', async () => {
    for (const edits of [
      [
        { start: 5, end: 9, bytes: Buffer.from('x') },
        { start: 8, end: 10, bytes: Buffer.from('y') },
      ],
      [{ start: 9, end: 5, bytes: Buffer.from('x') }],
      [{ start: 0, end: 9999, bytes: Buffer.from('x') }],
    ]) {
      rig.think = () => ({ ...nothing, edits });
      await call(rig.url, '/v1/messages', { body });
      expect(provider.received.at(-1)?.body.toString()).toBe(body);
    }
    expect(rig.exchanges.at(-1)).toMatchObject({ treatment: 'failed-open', fault: 'bad-edits' });
  });

  it.each([{ 'x-headroom-bypass': 'true' }, { 'x-headroom-mode': 'passthrough' }])(
    'are not made with %o',
    async (headers) => {
      rig.think = think;
      const before = rig.jobs.length;
      await call(rig.url, '/v1/messages', { body, headers });
      expect(provider.received[0]?.body.toString()).toBe(body);
      expect(rig.jobs).toHaveLength(before);
    },
  );

  it('are left out for a hold-out of everything, and the ledger says so', async () => {
    const own = await startRig({ upstream: provider.url, settings: { holdoutPercent: 100 }, think });
    await call(own.url, '/v1/messages', { body });
    expect(provider.received[0]?.body.toString()).toBe(body);
    expect(await own.exchange(1)).toMatchObject({ treatment: 'holdout' });
    await own.close();
  });

  it.each([
    [100, 0, 'holdout'],
    [0, 100, 'edited'],
  ])(
    'stay as they were drawn for a conversation when the share of hold-outs goes from %i to %i',
    async (before, after, treatment) => {
      const begun = await startRig({ upstream: provider.url, settings: { holdoutPercent: before }, think });
      await call(begun.url, '/v1/messages', { body });
      await begun.close();
      const settings = { holdoutPercent: after };
      const next = await startRig({ upstream: provider.url, settings, think, memories: begun.remembered });
      await call(next.url, '/v1/messages', { body });
      expect(await next.exchange(1)).toMatchObject({ treatment });
      expect(provider.received[1]?.body).toEqual(provider.received[0]?.body);
      await next.close();
    },
  );
});

describe('answers', () => {
  const stream = Buffer.from(
    'event: message_start\ndata: {"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":7,"output_tokens":1}}}\n\n: ping\r\n\r\n' +
      'event: content_block_delta\ndata: {"delta":{"text":"Ünïcödé 🧾 “q”"}}\n\nevent: message_delta\ndata: {"type":"message_delta","usage":{"output_tokens":9}}\n\ndata: [DONE]',
  );

  it('cut at every byte arrive identical, and their usage is read', async () => {
    for (let at = 1; at < stream.length; at++) {
      provider.answer = answerEvents([stream.subarray(0, at), stream.subarray(at)]);
      const before = rig.exchanges.length;
      const reply = await call(rig.url, '/v1/messages', { body: '{"model":"claude-x"}' });
      expect(reply.body.equals(stream)).toBe(true);
      expect((await rig.exchange(before + 1)).usage).toMatchObject({ fresh: 7, output: 9 });
    }
  });

  it.each(['/v1/messages', '/v1/chat/completions', '/v1/responses', '/v1/anything'])(
    'of %s keep their bytes, one byte at a time',
    async (path) => {
      provider.answer = answerEvents([...stream].map((byte) => Uint8Array.of(byte)));
      const reply = await call(rig.url, path, { body: '{"model":"m"}' });
      expect(sha(reply.body)).toBe(sha(stream));
    },
  );

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['unknown', (bytes: Buffer) => bytes.toReversed()],
  ] as const)('in %s keep their coding and bytes', async (coding, encode) => {
    const body = Buffer.from(encode(stream));
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': coding });
      response.write(body.subarray(0, 20));
      setImmediate(() => response.end(body.subarray(20)));
    };
    const before = rig.exchanges.length;
    const reply = await call(rig.url, '/v1/messages', { body: '{"model":"claude-x"}' });
    expect(sha(reply.body)).toBe(sha(body));
    expect(reply.headers['content-encoding']).toBe(coding);
    const { usage } = await rig.exchange(before + 1);
    expect(usage?.output ?? null).toBe(coding === 'unknown' ? null : 9);
  });

  it('keep status, reason, case, order and repetitions of headers, and get no date of ours', async () => {
    const sent = [
      'Content-Type',
      'text/plain',
      'X-RateLimit',
      '1',
      'Set-Cookie',
      'a=1',
      'set-cookie',
      'b=2',
      'Retry-After',
      '7',
      'X-Caf\u00e9'.slice(0, 5),
      'caf\u00e9',
    ];
    provider.answer = (_request, response) => {
      response.sendDate = false;
      response.writeHead(529, 'Site Is Overloaded', sent);
      response.end('busy');
    };
    const reply = await call(rig.url, '/v1/messages', { body: '{"model":"claude-x"}' });
    expect([reply.status, reply.reason, reply.body.toString()]).toEqual([529, 'Site Is Overloaded', 'busy']);
    expect(reply.rawHeaders.slice(0, sent.length)).toEqual(sent);
    expect(reply.headers.date).toBeUndefined();
  });

  it.each([204, 304])('of status %d have no body and keep their headers', async (status) => {
    provider.answer = (_request, response) => void response.writeHead(status, { etag: '"e"' }).end();
    const reply = await call(rig.url, '/v1/models', { headers: { 'x-api-key': 'k' } });
    expect([reply.status, reply.headers.etag, reply.body.length]).toEqual([status, '"e"', 0]);
  });

  it('to HEAD keep the length that GET would have', async () => {
    provider.answer = (_request, response) => void response.writeHead(200, { 'content-length': 1234 }).end();
    const reply = await call(rig.url, '/api/hello', { method: 'HEAD' });
    expect([reply.status, reply.headers['content-length']]).toEqual([200, '1234']);
    expect(provider.received[0]?.method).toBe('HEAD');
  });

  it('carry their trailers', async () => {
    provider.answer = (_request, response) => {
      response.writeHead(200, { trailer: 'X-Sum', 'content-type': 'text/plain' });
      response.write('body');
      response.addTrailers({ 'X-Sum': 'abc' });
      response.end();
    };
    const reply = await call(rig.url, '/v1/messages', { body: '{}', headers: { te: 'trailers', connection: 'TE' } });
    expect(reply.body.toString()).toBe('body');
    expect(reply.trailers).toEqual({ 'x-sum': 'abc' });
  });

  it('come after informational ones, which stay upstream', async () => {
    provider.answer = (request, response, nth) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      void answerJson(request, response, nth);
    };
    const reply = await call(rig.url, '/v1/messages', { body: '{}' });
    expect(reply.status).toBe(200);
  });

  it.each([400, 401, 404, 413, 429, 500, 503, 529])(
    'of status %d pass verbatim when nothing was edited',
    async (status) => {
      provider.answer = (_request, response) => {
        response.writeHead(status, { 'retry-after': '7', 'content-type': 'application/json' });
        response.end('{"type":"error"}');
      };
      const reply = await call(rig.url, '/v1/messages', { body: '{"model":"claude-x"}' });
      expect([reply.status, reply.headers['retry-after'], reply.body.toString()]).toEqual([
        status,
        '7',
        '{"type":"error"}',
      ]);
      expect(provider.received).toHaveLength(1);
    },
  );
});
