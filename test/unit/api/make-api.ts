import type { Hono } from 'hono';
import { createAccounting, createPriceList } from '../../../sidecar/analytics/index.ts';
import { createApi } from '../../../sidecar/api/index.ts';
import type { ApiDeps, Env } from '../../../sidecar/api/types.ts';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Exchange } from '../../../sidecar/contract/exchange.ts';
import { defaults } from '../../../sidecar/contract/settings.ts';
import { reportInsights } from '../../../sidecar/insights/index.ts';
import { Ledger } from '../../../sidecar/store/ledger.ts';
import { makeExchange, makeUsage } from '../analytics/make-exchange.ts';

export const token = 'T'.repeat(43);
export const now = 1_700_000_100_000;
const retention = { originalsCapBytes: 1e9, originalsIdleDays: 14, exchangeDays: 400, detailDays: 30 };

export interface Harness {
  readonly app: Hono<Env>;
  record(over?: Partial<Exchange>): ExchangeRow;
  /** A request from this computer, with the token unless `headers` has another authorization. */
  ask(path: string, init?: RequestInit & { remote?: string }): Promise<Response>;
}

/** The API over a real ledger in memory; the engine and the originals are stand-ins. */
export function makeApi(over: Partial<ApiDeps> = {}): Harness {
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  const ledger = new Ledger({ home: null, retention, accounting, now: () => now });
  const listeners = new Set<(row: ExchangeRow) => void>();
  const texts = new Map([['0123456789abcdef0123', 'one\ntwo ü\nthree']]);
  const app = createApi({
    store: {
      summary: async (options) => ledger.ask('summary', [options]),
      evidence: async (options) => ledger.ask('evidence', [options]),
      effects: async (options) => ledger.ask('effects', [options]),
      noteRecall: (originalId) => {
        ledger.addWrite({ kind: 'recall', originalId, at: now });
        ledger.flush();
      },
      searchOriginals: async ({ query, limit }) => ({
        hits: [...texts]
          .filter(([, text]) => text.includes(query))
          .slice(0, limit)
          .map(([id, text]) => ({ id, line: 1, text: text.slice(0, 3), others: [], bytes: 18, storedAt: now })),
        isComplete: true,
      }),
      history: async (question) => ledger.ask('history', [question]),
      activity: async (question) => ledger.ask('activity', [question]),
      exchanges: async (options) => ledger.ask('exchanges', [options]),
      exchange: async (id) => ledger.ask('exchange', [id]),
      suspensions: async () => ledger.ask('suspensions', []),
      conversations: async (options) => ledger.ask('conversations', [options]),
      onRecorded: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      health: async () => ({ ok: true, messages: ['ok'], queued: 0, lost: 0 }),
    },
    engine: {
      compress: async (body) => body,
      status: () => ({
        workers: [{ pid: 7, lane: 'normal', busy: false, uptimeMs: 60_000 }],
        restarts: 0,
        givenUp: false,
        downMs: 0,
      }),
    },
    originals: {
      get: (id) => texts.get(id) ?? null,
      lines: (id, from, to) => {
        const lines = texts.get(id)?.split('\n') ?? [];
        return { text: lines.slice(from - 1, to).join('\n'), from, to, total: lines.length };
      },
      grep: (id, pattern) => {
        const lines = texts.get(id)?.split('\n') ?? [];
        const hits = lines.map((text, at) => ({ line: at + 1, text })).filter(({ text }) => text.includes(pattern));
        return { hits, total: lines.length, truncated: false };
      },
    },
    insights: (span) =>
      reportInsights(
        {
          summary: async (options) => ledger.ask('summary', [options]),
          exchanges: async (options) => ledger.ask('exchanges', [options]),
          conversations: async (options) => ledger.ask('conversations', [options]),
          segments: async (options) => ledger.ask('segments', [options]),
        },
        span,
        { transcripts: null, costUsd: createPriceList(null).costUsd },
      ),
    settings: {
      ...defaults,
      home: '/home/someone/.headroom',
      upstreams: { anthropic: 'https://user:secret@api.example.com/' },
    },
    version: '1.2.3',
    token,
    startedAt: now - 60_000,
    uiDir: null,
    now: () => now,
    ...over,
  });
  let seq = 0;
  const record = (fields: Partial<Exchange> = {}): ExchangeRow => {
    seq += 1;
    ledger.add(seq, JSON.stringify(makeExchange({ usage: makeUsage({ write5m: 1000, output: 10 }), ...fields })));
    const row = ledger.flush().rows[0]!;
    for (const listener of listeners) listener(row);
    return row;
  };
  const ask: Harness['ask'] = async (path, { remote = '127.0.0.1', ...init } = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) headers.set('host', '127.0.0.1:8787');
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    const request = new Request(`http://127.0.0.1:8787${path}`, { ...init, headers });
    return app.fetch(request, { incoming: { socket: { remoteAddress: remote } } });
  };
  return { app, record, ask };
}
