import { describe, expect, it } from 'vitest';
import { makeSummary } from '../../../sidecar/analytics/rollups.ts';
import type { RollupRow } from '../../../sidecar/analytics/types.ts';
import { bucketOf } from '../../../sidecar/lib/histogram.ts';

const span = { sinceMs: 0, untilMs: 10 };

function makeRow(over: Partial<RollupRow>): RollupRow {
  return {
    model: 'a',
    client: 'x',
    requests: 1,
    edited: 0,
    failedOpen: 0,
    errors: 0,
    fresh: 0,
    write5m: 0,
    write1h: 0,
    read: 0,
    output: 0,
    tokensNotSent: 0,
    tokensRemovedOnce: 0,
    actualUsd: 0,
    shadowUsd: 0,
    errorUsd: 0,
    unpriced: 0,
    estimated: 0,
    ...over,
  };
}

describe('makeSummary', () => {
  it('is empty, not zero, where nothing can be said', () => {
    const summary = makeSummary(span, [], new Map());
    expect(summary).toMatchObject({ requests: 0, cacheHitRate: null, addedMs: null, byModel: [], byClient: [] });
    expect(summary.bill).toMatchObject({ actualUsd: 0, savedUsd: 0, basis: 'measured' });
  });

  it('adds rows of one model, whatever their client, and shows a loss', () => {
    const rows = [
      makeRow({ requests: 2, read: 90, fresh: 10, actualUsd: 3, shadowUsd: 2, estimated: 1 }),
      makeRow({ client: 'y', read: 0, fresh: 100, actualUsd: 1, shadowUsd: 1 }),
    ];
    const summary = makeSummary(span, rows, new Map());
    expect(summary.byModel).toHaveLength(1);
    expect(summary.byModel[0]?.bill).toMatchObject({ actualUsd: 4, savedUsd: -1, basis: 'estimated' });
    expect(summary.byClient.map(({ client, requests }) => [client, requests])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
    expect(summary.cacheHitRate).toBe(0.45);
  });

  it('sums what has a price, and tells how many requests have none', () => {
    const rows = [makeRow({ actualUsd: 3, shadowUsd: 4 }), makeRow({ model: 'b', unpriced: 1 })];
    const summary = makeSummary(span, rows, new Map());
    expect(summary.bill).toMatchObject({ actualUsd: 3, shadowUsd: 4, savedUsd: 1, unpricedRequests: 1 });
    expect(summary.unpricedModels).toEqual(['b']);
    expect(summary.byModel.map(({ model, bill }) => [model, bill.savedUsd])).toEqual([
      ['a', 1],
      ['b', null],
    ]);
  });

  it('reads percentiles within a few percent', () => {
    const counts = new Map<number, number>();
    for (let ms = 1; ms <= 100; ms++) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1);
    const { addedMs } = makeSummary(span, [], counts);
    for (const [share, ms] of [
      [addedMs?.p50, 50],
      [addedMs?.p90, 90],
      [addedMs?.p99, 99],
    ] as const) {
      expect(Math.abs((share ?? 0) / ms - 1)).toBeLessThan(0.05);
    }
  });
});
