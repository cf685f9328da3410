import type { ConversationRow, ExchangeDetail, ExchangeRow, Summary } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment, ExchangeUsage } from '../../sidecar/contract/exchange.ts';
import { breakCauses } from '../../sidecar/contract/exchange.ts';

const treatments = [
  'edited',
  'edited',
  'edited',
  'untouched',
  'edited',
  'failed-open',
  'replayed',
  'relayed',
  'holdout',
] as const;

/** Ledger rows as a busy morning leaves them: savings, a loss, faults, an unpriced model, a very long name. */
export function makeRows(count: number, newestAt: number): readonly ExchangeRow[] {
  return Array.from({ length: count }, (_, i) => makeRow(i, newestAt - i * 47_000));
}

/** @param i distance from the newest */
export function makeRow(i: number, at: number, changes: Partial<ExchangeRow> = {}): ExchangeRow {
  const treatment = treatments[i % treatments.length] ?? 'untouched';
  const edited = treatment === 'edited' ? 1 + (i % 3) : 0;
  const isLoss = i % 23 === 4;
  const shadowUsd = 0.021 + (i % 7) * 0.013;
  const savedUsd = edited === 0 ? 0 : isLoss ? -0.0042 : shadowUsd * (0.12 + (i % 5) * 0.07);
  const status = i % 31 === 7 ? 429 : 200;
  const before = edited ? 4200 + ((i * 977) % 24_000) : i % 4 === 3 ? 640 : 0;
  return {
    id: `${String(10_000_000 - i).padStart(10, '0')}K${at % 1000}`,
    at,
    conversation: `c${Math.floor(i / 12)}`,
    project: '',
    client: i % 4 === 1 ? 'codex' : 'claude-code',
    provider: i % 4 === 1 ? 'openai' : 'anthropic',
    dialect: i % 4 === 1 ? 'openai-responses' : 'anthropic',
    model: i % 4 === 1 ? 'gpt-6-codex' : 'claude-sonnet-4-6',
    method: 'POST',
    path: i % 4 === 1 ? '/v1/responses' : '/v1/messages',
    status,
    treatment,
    fault: treatment === 'failed-open' ? 'deadline' : null,
    streamed: true,
    bytesIn: 180_000 + i * 311,
    bytesSent: edited ? 121_000 + i * 207 : 180_000 + i * 311,
    bytesOut: 9_400,
    tokensBefore: before,
    tokensAfter: edited ? Math.round(before * 0.61) : before,
    usage: status === 200 ? { fresh: 12, write5m: 3100 + i, write1h: 0, read: 41_000 + i * 13, output: 620 } : null,
    addedMs: 1.4 + (i % 9) * 0.7,
    firstByteMs: 940 + (i % 5) * 130,
    totalMs: 7400 + (i % 7) * 900,
    bill: {
      actualUsd: shadowUsd - savedUsd,
      shadowUsd,
      savedUsd,
      errorUsd: 0.0004,
      basis: 'estimated',
      unpricedRequests: 0,
    },
    editedSegments: edited,
    breakCause: i % 29 === 11 ? 'ttl' : null,
    ...changes,
  };
}

/** The sums that the ledger would give over these rows. */
export function summarise(rows: readonly ExchangeRow[], sinceMs: number, untilMs: number): Summary {
  const inside = rows.filter((row) => row.at >= sinceMs && row.at < untilMs);
  const usage = sumUsage(inside);
  const prompt = usage.fresh + usage.write5m + usage.write1h + usage.read;
  const added = inside.map((row) => row.addedMs).sort((a, b) => a - b);
  const at = (q: number): number => added[Math.min(added.length - 1, Math.floor(added.length * q))] ?? 0;
  const sum = (pick: (row: ExchangeRow) => number | null): number =>
    inside.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const unpriced = [...new Set(inside.filter((row) => row.bill.shadowUsd === null).map((row) => row.model))];
  const money = (amount: number): number | null =>
    inside.length > 0 && inside.every((row) => row.bill.shadowUsd === null) ? null : amount;
  const bill = {
    actualUsd: money(sum((row) => row.bill.actualUsd)),
    shadowUsd: money(sum((row) => row.bill.shadowUsd)),
    savedUsd: money(sum((row) => row.bill.savedUsd)),
    errorUsd: money(sum((row) => row.bill.errorUsd) * 0.4),
    basis: 'estimated',
    unpricedRequests: sum((row) => row.bill.unpricedRequests),
  } as const;
  const clients = [...new Set(inside.map((row) => row.client))];
  return {
    sinceMs,
    untilMs,
    requests: inside.length,
    edited: inside.filter((row) => row.treatment === 'edited').length,
    failedOpen: inside.filter((row) => row.treatment === 'failed-open').length,
    errors: inside.filter((row) => row.status >= 400).length,
    usage,
    tokensNotSent: sum((row) => (row.tokensBefore - row.tokensAfter) * 6),
    tokensRemovedOnce: sum((row) => row.tokensBefore - row.tokensAfter),
    bill,
    cacheHitRate: prompt === 0 ? null : usage.read / prompt,
    addedMs: added.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p99: at(0.99) },
    unpricedModels: unpriced,
    byModel: [],
    byClient: clients.map((client) => ({
      client,
      requests: inside.filter((row) => row.client === client).length,
      bill,
    })),
  };
}

/** A conversation as the ledger sums it up over its exchanges. */
export function makeConversation(conversation: string, rows: readonly ExchangeRow[]): ConversationRow {
  const { bill, usage } = summarise(rows, 0, Number.MAX_SAFE_INTEGER);
  const times = rows.map((row) => row.at);
  return {
    conversation,
    client: rows[0]?.client ?? '',
    project: 'headroom',
    model: rows[0]?.model ?? '',
    turns: rows.length,
    firstAt: Math.min(...times),
    lastAt: Math.max(...times),
    usage,
    bill,
    breaks: breakCauses
      .map((cause) => ({ cause, count: rows.filter((row) => row.breakCause === cause).length }))
      .filter(({ count }) => count > 0),
  };
}

/** The turns of one conversation, the newest first: a context that grows, tool results that are left out, breaks. */
export function makeTurnRows(conversation: string, count: number, newestAt: number): readonly ExchangeRow[] {
  return Array.from({ length: count }, (_, i) => {
    const turn = count - i;
    const before = turn * 3_100 + ((turn * 7919) % 2_400);
    const after = Math.round(before * 0.58);
    const isBroken = turn % 13 === 9;
    const prompt = 18_000 + after + turn * 420;
    const fresh = isBroken ? prompt : 2_600;
    const actualUsd = (fresh * 3.75 + (prompt - fresh) * 0.3) / 1e6;
    const shadowUsd = ((isBroken ? prompt + before - after : 4_300) * 3.75 + (prompt + before - after) * 0.3) / 1e6;
    return makeRow(i, newestAt - i * 61_000, {
      conversation,
      client: 'claude-code',
      model: 'claude-sonnet-4-6',
      status: 200,
      treatment: 'edited',
      fault: null,
      tokensBefore: before,
      tokensAfter: after,
      usage: { fresh: 12, write5m: fresh - 12, write1h: 0, read: prompt - fresh, output: 400 },
      breakCause: isBroken ? (turn % 2 === 0 ? 'ours' : 'ttl') : null,
      bill: {
        actualUsd,
        shadowUsd,
        savedUsd: shadowUsd - actualUsd,
        errorUsd: 0.0004,
        basis: 'estimated',
        unpricedRequests: 0,
      },
    });
  });
}

function sumUsage(rows: readonly ExchangeRow[]): ExchangeUsage {
  const total = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
  for (const row of rows) {
    for (const key of Object.keys(total) as (keyof ExchangeUsage)[]) total[key] += row.usage?.[key] ?? 0;
  }
  return total;
}

export function makeDetail(row: ExchangeRow): ExchangeDetail {
  const base = { path: '', reason: null, lossy: null, originalId: null, isNew: true };
  const segments: ExchangeSegment[] = [
    {
      ...base,
      index: 0,
      tool: 'Bash',
      command: 'npm test',
      by: ['terminal', 'log'],
      tokensBefore: 12_240,
      tokensAfter: 3_160,
      lossy: { unit: 'lines', shown: 112, total: 480 },
      originalId: 'a1b2c3d4',
    },
    {
      ...base,
      index: 1,
      tool: 'Grep',
      command: '',
      path: 'src',
      by: ['search'],
      tokensBefore: 6_882,
      tokensAfter: 4_100,
    },
    {
      ...base,
      index: 2,
      tool: 'Read',
      command: '',
      path: `/home/dev/projects/${'deeply-nested/'.repeat(9)}surcharge.ts`,
      by: [],
      reason: 'code',
      tokensBefore: 511,
      tokensAfter: 511,
    },
    {
      ...base,
      index: 3,
      tool: 'Bash',
      command: 'git status',
      by: [],
      reason: 'small',
      tokensBefore: 44,
      tokensAfter: 44,
      isNew: false,
    },
  ];
  const cost = (name: ExchangeDetail['classes'][number]['name'], actual: number, shadow: number, price: number) => ({
    name,
    actualTokens: actual,
    shadowTokens: shadow,
    actualUsd: (actual * price) / 1e6,
    shadowUsd: (shadow * price) / 1e6,
  });
  return {
    exchange: row,
    segments: row.treatment === 'relayed' ? [] : segments,
    classes: [
      cost('fresh', 12, 12, 3),
      cost('write5m', 3100, 9800, 3.75),
      cost('write1h', 0, 0, 6),
      cost('read', 41_000, 52_000, 0.3),
      cost('output', 620, 620, 15),
    ],
  };
}
