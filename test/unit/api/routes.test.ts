import { describe, expect, it } from 'vitest';
import { openStream } from '../../../sidecar/api/routes/events.ts';
import { insightReport } from '../../../sidecar/api/schemas/insights.ts';
import type { ExchangeRow, Health } from '../../../sidecar/contract/api.ts';
import { AppError } from '../../../sidecar/contract/errors.ts';
import { makeApi, now } from './make-api.ts';

const id = '0123456789abcdef0123';

function post(body: string, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
}

describe('health', () => {
  it('names trouble, and hides passwords', async () => {
    const { ask } = makeApi({
      engine: {
        compress: async (body) => body,
        status: () => ({ workers: [], restarts: 9, givenUp: true, downMs: 0 }),
      },
      checks: async () => {
        throw new Error('disk check broke');
      },
    });
    const health = (await (await ask('/health')).json()) as Record<string, unknown>;
    expect(health).toMatchObject({ service: 'headroom', status: 'degraded', version: '1.2.3', uptime_seconds: 60 });
    expect(JSON.stringify(health.checks)).toMatch(/keeps dying.*disk check broke/);
    expect(JSON.stringify(health)).not.toContain('secret');
    expect(await (await ask('/api/v1/settings')).text()).not.toContain('secret');
  });

  it('tells faults by code without calling them a trouble, and a process that is down for long one', async () => {
    let downMs = 1500;
    const { ask, record } = makeApi({
      engine: { compress: async (body) => body, status: () => ({ workers: [], restarts: 1, givenUp: false, downMs }) },
    });
    record({ at: now - 11 * 60_000, treatment: 'failed-open', fault: 'deadline' });
    for (const fault of ['deadline', 'worker-died', 'deadline'])
      record({ at: now - 60_000, treatment: 'failed-open', fault });
    const read = async () => (await (await ask('/api/v1/health')).json()) as Health;
    const message =
      'Restarted 1 time. Sent untouched after a fault in the last 10 minutes: 3 (deadline 2, worker-died 1).';
    const quick = await read();
    expect([quick.status, quick.checks.find(({ id }) => id === 'engine')]).toEqual([
      'ok',
      { id: 'engine', ok: true, message },
    ]);
    downMs = 2500;
    const down = await read();
    expect(down.status).toBe('degraded');
    expect(down.checks.find(({ id }) => id === 'engine')).toMatchObject({ ok: false });
    expect(await (await ask('/health')).json()).toMatchObject({ status: 'degraded' });
  });

  it('is not ready when a check of the surroundings fails, and says no more than that to everybody', async () => {
    const { ask } = makeApi({ checks: async () => [{ id: 'upstream', ok: false, message: 'https://inner.example' }] });
    const response = await ask('/readyz');
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('inner.example');
  });
});

describe('metrics', () => {
  it('count from the start of the process, a loss included', async () => {
    const { ask, record } = makeApi();
    record();
    record({ status: 500, usage: null, treatment: 'failed-open' });
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('\nheadroom_requests_total 2\n');
    expect(text).toContain('\nheadroom_requests_failed_total 1\n');
    expect(text).toContain('\nheadroom_tokens_input_total 1000\n');
    expect(text).toMatch(/^headroom_cost_usd_total 0\.0039/m);
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+ -?[\d.e-]+)$/);
  });
});

describe('originals', () => {
  it('come whole, in part, and as bare text', async () => {
    const { ask } = makeApi();
    const whole = await (await ask(`/v1/retrieve/${id}`)).json();
    expect(whole).toMatchObject({ hash: id, original_content: 'one\ntwo ü\nthree', bytes: 16, total_lines: 3 });
    expect(await (await ask(`/v1/retrieve/${id}?lines=2`)).json()).toMatchObject({ original_content: 'two ü' });
    const accept = { accept: 'text/plain' };
    expect(await (await ask(`/api/v1/originals/${id}`, { headers: accept })).text()).toBe('one\ntwo ü\nthree');
    expect(await (await ask(`/api/v1/originals/${id}?grep=t`, { headers: accept })).text()).toBe('two ü\nthree');
    expect((await ask(`/v1/retrieve/${id}?lines=2-x`)).status).toBe(400);
  });

  it('are found by hash or id in a body, as tools for the peer ask', async () => {
    const { ask } = makeApi();
    for (const body of [{ hash: id }, { id, query: 'ignored' }]) {
      const response = await ask('/v1/retrieve', post(JSON.stringify(body)));
      expect(await response.json()).toMatchObject({ hash: id, original_content: 'one\ntwo ü\nthree' });
    }
    expect((await ask('/v1/retrieve', post('{"hash":"ffffffffffffffffffff"}'))).status).toBe(404);
    expect((await ask('/v1/retrieve', post('{}'))).status).toBe(400);
    expect((await ask('/v1/retrieve', post('{'))).status).toBe(400);
    expect((await makeApi({ originals: null }).ask(`/v1/retrieve/${id}`)).status).toBe(404);
  });
});

describe('the search in originals', () => {
  it('gives what the ledger finds, to those with the token only', async () => {
    const { ask } = makeApi();
    const found = await (await ask('/api/v1/originals?query=two&limit=3')).json();
    expect(found).toMatchObject({ hits: [{ id, line: 1, text: 'one' }], isComplete: true });
    const stranger = await ask('/api/v1/originals?query=two', { headers: { authorization: 'Bearer no' } });
    expect(stranger.status).toBe(401);
  });
});

describe('the texts of a tool result', () => {
  const segment = {
    ...{ index: 0, tool: 'Bash', command: 'ls', path: '', by: ['log'], reason: null, tokensBefore: 9, tokensAfter: 3 },
    ...{ lossy: null, originalId: null, isNew: true },
  };
  const segments = [
    segment,
    { ...segment, index: 1, lossy: { unit: 'lines', shown: 1, total: 3 }, originalId: id },
    { ...segment, index: 2, by: [], reason: 'code' },
  ];

  it('come from memory, else the original from disk, and the answer says which', async () => {
    let inMemory = true;
    const { ask, record } = makeApi({
      editedText: (exchange, index) =>
        inMemory && exchange === row.id && index < 2 ? { original: `long ${index}`, sent: 'short' } : null,
    });
    const row = record({ segments });
    const read = async (index: number | string): Promise<unknown> =>
      (await ask(`/api/v1/exchanges/${row.id}/segments/${index}`)).json();
    expect(await read(0)).toEqual({ original: 'long 0', sent: 'short', reason: 'complete' });
    expect(await read(2)).toEqual({ original: null, sent: null, reason: 'untouched' });
    inMemory = false;
    expect(await read(0)).toEqual({ original: null, sent: null, reason: 'gone' });
    expect(await read(1)).toEqual({ original: 'one\ntwo ü\nthree', sent: null, reason: 'original-only' });
    for (const unknown of [3, -1, 'x', '1e0']) expect(await read(unknown)).toMatchObject({ code: 'api.not-found' });
    expect((await ask(`/api/v1/exchanges/none/segments/0`)).status).toBe(404);
  });

  it('need the token', async () => {
    const { ask } = makeApi();
    const headers = { authorization: 'Bearer wrong' };
    expect((await ask('/api/v1/exchanges/x/segments/0', { headers })).status).toBe(401);
  });
});

describe('compress', () => {
  const messages = '[{"role":"user","content":"x","n":12345678901234567890.10}]';
  const body = `{"model":"gpt-4o","messages":${messages}}`;

  it("gives the engine's messages on byte for byte, in the peer's words", async () => {
    const segments = [
      { by: ['noise', 'log'], originalId: null },
      { by: ['log'], originalId: id },
      { by: [], originalId: null },
    ];
    const report = { tokens_before: 10, tokens_after: 4, tokens_saved: 6, compression_ratio: 0.4, segments };
    const tricky = messages.replace('"x"', '"say \\",\\"report\\":{}\\" ü"');
    const made = Buffer.from(`{"messages":${tricky},"report":${JSON.stringify(report)}}`);
    const engine = {
      compress: async () => made,
      status: () => ({ workers: [], restarts: 0, givenUp: false, downMs: 0 }),
    };
    const response = await makeApi({ engine }).ask('/v1/compress', post(body));
    const text = await response.text();
    expect(text.startsWith(`{"messages":${tricky},`)).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      tokens_before: 10,
      tokens_after: 4,
      tokens_saved: 6,
      compression_ratio: 0.4,
      transforms_applied: ['noise', 'log'],
      transforms_summary: { noise: 1, log: 2 },
      ccr_hashes: [id],
    });
  });

  it.each([{ 'x-headroom-bypass': 'true' }, { 'x-headroom-mode': 'passthrough' }])(
    'gives the messages back as they came when asked to: %j',
    async (headers) => {
      const response = await makeApi().ask('/v1/compress', post(body, headers));
      const text = await response.text();
      expect(text).toContain(`"messages":${messages}`);
      expect(JSON.parse(text)).toMatchObject({ compression_skipped: true, skip_reason: 'bypass', tokens_saved: 0 });
    },
  );

  it('gives them back when the engine took too long, and 503 when it died', async () => {
    const failing = (code: 'worker.deadline' | 'worker.died' | 'body.malformed') =>
      makeApi({
        engine: {
          compress: async () => {
            throw new AppError(code, 'No.');
          },
          status: () => ({ workers: [], restarts: 0, givenUp: false, downMs: 0 }),
        },
      }).ask('/v1/compress', post(body));
    const late = await failing('worker.deadline');
    expect([late.status, ((await late.json()) as { skip_reason: string }).skip_reason]).toEqual([
      200,
      'compression_timeout',
    ]);
    const dead = await failing('worker.died');
    expect([dead.status, ((await dead.json()) as { error: { type: string } }).error.type]).toEqual([
      503,
      'compression_error',
    ]);
    expect((await failing('body.malformed')).status).toBe(400);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"model":"x"}',
    '{"messages":[]}',
    '{"messages":"x","model":"y"}',
    '{"messages":[1],"model":"y"}',
  ])('refuses %j', async (bad) => {
    const response = await makeApi().ask('/v1/compress', post(bad));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request' } });
  });

  it('refuses more than ten thousand messages', async () => {
    const many = `{"model":"x","messages":[${Array(10_001).fill('{}').join(',')}]}`;
    expect((await makeApi().ask('/v1/compress', post(many))).status).toBe(400);
  });
});

describe('summary', () => {
  it('is of the last day unless asked otherwise', async () => {
    const { ask, record } = makeApi();
    record({ at: now - 25 * 3_600_000 });
    record({ at: now - 23 * 3_600_000 });
    const requests = async (query: string): Promise<number> =>
      ((await (await ask(`/api/v1/summary${query}`)).json()) as { requests: number }).requests;
    expect(await requests('')).toBe(1);
    expect(await requests('?days=2')).toBe(2);
    expect(await requests(`?since=${now - 24 * 3_600_000}&until=${now - 23.5 * 3_600_000}`)).toBe(0);
  });
});

describe('events', () => {
  async function read(stream: ReadableStream<Uint8Array>, count: number): Promise<string> {
    const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    let text = '';
    while (text.split('\n\n').length <= count) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    await reader.cancel();
    return text;
  }

  it('tell each exchange as it becomes durable', async () => {
    const { ask, record } = makeApi();
    const response = await ask('/api/v1/events');
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const row = record();
    const text = await read(response.body!, 2);
    const data = /event: exchange\nid: (.+)\ndata: (.+)\n\n/.exec(text);
    expect(data?.[1]).toBe(row.id);
    expect(JSON.parse(data?.[2] ?? '')).toEqual(row);
  });

  it('never keep more for a slow reader than their bound, and tell what was left out', async () => {
    let tell: (row: ExchangeRow) => void = () => undefined;
    let listening = false;
    const stream = openStream((listener) => {
      tell = listener;
      listening = true;
      return () => {
        listening = false;
      };
    }, new AbortController().signal);
    const row = { ...makeApi().record(), path: 'x'.repeat(1000) };
    for (let at = 0; at < 1000; at++) tell({ ...row, id: `r${at}` });
    const reader = stream.getReader();
    let bytes = 0;
    let text = '';
    const decoder = new TextDecoder();
    for (let at = 0; at < 20; at++) {
      const { value } = await reader.read();
      bytes += value?.length ?? 0;
    }
    tell({ ...row, id: 'last' });
    while (!text.includes('id: last')) {
      const { value } = await reader.read();
      bytes += value?.length ?? 0;
      text += decoder.decode(value);
    }
    expect(bytes).toBeLessThan(400 * 1024);
    expect(Number(/event: lagged\ndata: \{"dropped":(\d+)\}/.exec(text)?.[1])).toBeGreaterThan(500);
    await reader.cancel();
    expect(listening).toBe(false);
  });

  it('stop listening when the connection goes', () => {
    const gone = new AbortController();
    let listening = true;
    openStream(
      () => () => {
        listening = false;
      },
      gone.signal,
    );
    gone.abort();
    expect(listening).toBe(false);
  });
});

describe('defects and unknown paths', () => {
  it('are told without their stack, and stay here', async () => {
    const { ask } = makeApi();
    const response = await ask('/api/v1/nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'api.not-found' });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('insights', () => {
  it('judges the ledger of a span, and tells what was looked at', async () => {
    const { ask, record } = makeApi();
    const segment = { index: 0, tool: 'Bash', command: 'cat big.log', path: '', by: [], reason: null };
    const counts = { tokensBefore: 9000, tokensAfter: 9000, lossy: null, originalId: null, isNew: true };
    record({
      at: now - 1000,
      segments: [
        { ...segment, ...counts },
        { ...segment, ...counts, index: 1, isNew: false },
      ],
    });
    const answer = await ask('/api/v1/insights?days=1');
    expect(answer.status).toBe(200);
    const report = insightReport.parse(await answer.json());
    expect(report.considered).toMatchObject({ exchanges: 1, segments: 1, transcripts: false });
    expect(report.insights.map(({ rule }) => rule)).toContain('giant-results');
    expect((await ask('/api/v1/insights?days=0')).status).toBe(400);
  });
});
