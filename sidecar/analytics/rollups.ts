import type { Bill, Summary } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';
import { readPercentile } from '../lib/histogram.ts';
import { sumInput } from './cost.ts';
import type { RollupRow } from './types.ts';

const sums = [
  'requests',
  'edited',
  'failedOpen',
  'errors',
  'fresh',
  'write5m',
  'write1h',
  'read',
  'output',
  'tokensNotSent',
  'tokensRemovedOnce',
  'actualUsd',
  'shadowUsd',
  'errorUsd',
  'unpriced',
  'estimated',
] as const satisfies readonly (keyof RollupRow)[];

export type Sums = { -readonly [name in (typeof sums)[number]]: number };

/** Sums of all rows; zeros without rows. */
export function addRows(rows: readonly RollupRow[]): Sums {
  const total = Object.fromEntries(sums.map((name) => [name, 0])) as Sums;
  for (const row of rows) for (const name of sums) total[name] += row[name];
  return total;
}

/** The bill of a sum: of what has a price; no dollars when all that was billed has none. Errors add up, since a calibration is off in one direction. */
export function makeBill(total: Pick<Sums, 'actualUsd' | 'shadowUsd' | 'errorUsd' | 'unpriced' | 'estimated'>): Bill {
  const basis = total.estimated > 0 ? 'estimated' : 'measured';
  const { actualUsd, shadowUsd, errorUsd, unpriced: unpricedRequests } = total;
  if (unpricedRequests > 0 && actualUsd === 0 && shadowUsd === 0)
    return { actualUsd: null, shadowUsd: null, savedUsd: null, errorUsd: null, basis, unpricedRequests };
  return { actualUsd, shadowUsd, savedUsd: shadowUsd - actualUsd, errorUsd, basis, unpricedRequests };
}

/**
 * The summary of a span.
 * @param rows sums per model and client (several rows of one pair are added). @param added how many exchanges took how
 * long, by histogram bucket.
 */
export function makeSummary(
  span: { sinceMs: number; untilMs: number },
  rows: readonly RollupRow[],
  added: ReadonlyMap<number, number>,
): Summary {
  const total = addRows(rows);
  const usage = makeUsage(total);
  const input = sumInput(usage);
  const p50 = readPercentile(added, 0.5);
  return {
    ...span,
    requests: total.requests,
    edited: total.edited,
    failedOpen: total.failedOpen,
    errors: total.errors,
    usage,
    tokensNotSent: total.tokensNotSent,
    tokensRemovedOnce: total.tokensRemovedOnce,
    bill: makeBill(total),
    cacheHitRate: input === 0 ? null : usage.read / input,
    addedMs:
      p50 === null ? null : { p50, p90: readPercentile(added, 0.9) ?? p50, p99: readPercentile(added, 0.99) ?? p50 },
    unpricedModels: [...new Set(rows.filter((row) => row.unpriced > 0).map((row) => row.model))].sort(),
    byModel: groupBy(rows, 'model')
      .filter(([model]) => model !== '')
      .map(([model, sum]) => ({ model, requests: sum.requests, usage: makeUsage(sum), bill: makeBill(sum) })),
    byClient: groupBy(rows, 'client').map(([client, sum]) => ({
      client,
      requests: sum.requests,
      bill: makeBill(sum),
    })),
  };
}

/** The token classes of a sum. */
export function makeUsage({ fresh, write5m, write1h, read, output }: ExchangeUsage): ExchangeUsage {
  return { fresh, write5m, write1h, read, output };
}

/** Groups with their sums, the busiest first. */
export function groupBy(rows: readonly RollupRow[], name: 'model' | 'client'): (readonly [string, Sums])[] {
  const groups = new Map<string, RollupRow[]>();
  for (const row of rows) {
    const group = groups.get(row[name]);
    if (group === undefined) groups.set(row[name], [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([key, members]) => [key, addRows(members)] as const)
    .sort((a, b) => b[1].requests - a[1].requests || (a[0] < b[0] ? -1 : 1));
}
