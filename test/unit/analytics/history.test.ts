import { describe, expect, it } from 'vitest';
import { makeHistory } from '../../../sidecar/analytics/history.ts';
import type { HourRow } from '../../../sidecar/analytics/types.ts';

const hourMs = 3_600_000;

function makeRow(at: number, over: Partial<HourRow> = {}): HourRow {
  return {
    hour: Math.floor(at / hourMs),
    model: 'a',
    client: 'x',
    requests: 1,
    edited: 1,
    failedOpen: 0,
    errors: 0,
    fresh: 10,
    write5m: 20,
    write1h: 0,
    read: 70,
    output: 5,
    tokensNotSent: 3,
    tokensRemovedOnce: 2,
    actualUsd: 1,
    shadowUsd: 1.5,
    errorUsd: 0.1,
    unpriced: 0,
    estimated: 1,
    ...over,
  };
}

describe('makeHistory', () => {
  it('gives every hour of the span, also those without traffic, and no other', () => {
    const from = 1_700_000 * hourMs;
    const rows = [makeRow(from), makeRow(from + 2 * hourMs), makeRow(from + 3 * hourMs), makeRow(from - 1)];
    const span = { sinceMs: from + 1234, untilMs: from + 2 * hourMs };
    const { buckets } = makeHistory({ by: 'hour', group: null, ...span }, rows);
    expect(buckets.map(({ startMs, requests }) => [(startMs - from) / hourMs, requests])).toEqual([
      [0, 1],
      [1, 0],
      [2, 1],
    ]);
    expect(buckets[0]).toMatchObject({ cacheHitRate: 0.7, groups: [], bill: { savedUsd: 0.5, basis: 'estimated' } });
    expect(buckets[1]).toMatchObject({ cacheHitRate: null, bill: { actualUsd: 0, basis: 'measured' } });
  });

  it('adds up the hours of a local day, 23 and 25 of them included, and leaves no gap', () => {
    for (const month of [2, 9]) {
      const sinceMs = new Date(2026, month, 1).getTime();
      const untilMs = new Date(2026, month + 1, 1).getTime() - 1;
      const rows: HourRow[] = [];
      for (let at = sinceMs; at <= untilMs; at += hourMs) rows.push(makeRow(at));
      const { buckets } = makeHistory({ by: 'day', group: null, sinceMs, untilMs }, rows);
      expect(buckets).toHaveLength(31);
      expect(buckets.reduce((sum, { requests }) => sum + requests, 0)).toBe(rows.length);
      for (const [at, bucket] of buckets.entries()) {
        expect(bucket.endMs).toBe(buckets[at + 1]?.startMs ?? untilMs + 1);
        expect(bucket.requests).toBe((bucket.endMs - bucket.startMs) / hourMs);
      }
    }
  });

  it('tells months and groups apart', () => {
    const rows = [
      makeRow(new Date(2025, 11, 31, 23).getTime(), { client: 'y', requests: 4 }),
      makeRow(new Date(2026, 0, 1).getTime(), { client: 'y' }),
      makeRow(new Date(2026, 0, 31, 23).getTime(), { client: 'z', requests: 2 }),
      makeRow(new Date(2026, 0, 15).getTime(), { client: 'y', model: 'b', actualUsd: 3 }),
    ];
    const span = { sinceMs: new Date(2025, 11, 20).getTime(), untilMs: new Date(2026, 0, 2).getTime() };
    const { buckets } = makeHistory({ by: 'month', group: 'client', ...span }, rows);
    expect(buckets.map(({ requests }) => requests)).toEqual([4, 4]);
    const groups = buckets[1]?.groups.map(({ name, requests, bill }) => [name, requests, bill.actualUsd]);
    expect(groups).toEqual([
      ['y', 2, 4],
      ['z', 2, 1],
    ]);
  });
});
