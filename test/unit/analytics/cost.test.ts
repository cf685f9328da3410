import { describe, expect, it } from 'vitest';
import { costByClass, costUsd, errorUsd, noUsage, sumInput } from '../../../sidecar/analytics/cost.ts';
import type { ModelPrice } from '../../../sidecar/analytics/types.ts';
import { makeUsage } from './make-exchange.ts';

const rates = { input: 1, output: 10, cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 };
const price: ModelPrice = {
  ...rates,
  id: 'm',
  aliases: [],
  minCacheTokens: 1024,
  tiers: [{ ...rates, input: 2, output: 20, aboveInputTokens: 1000 }],
  date: '2026-01-01',
  source: '',
};
const usage = makeUsage({ fresh: 100, write5m: 200, write1h: 300, read: 400, output: 50 });

describe('the cost of a usage', () => {
  it('is the sum of its classes', () => {
    expect(sumInput(usage)).toBe(1000);
    expect(costUsd(price, usage)).toBeCloseTo((100 + 250 + 600 + 40 + 500) / 1e6, 15);
    expect(costUsd(price, noUsage)).toBe(0);
  });

  it('counts what was read towards the size of the request', () => {
    expect(costUsd(price, { ...usage, read: 401 })).toBeCloseTo((200 + 250 + 600 + 40.1 + 1000) / 1e6, 15);
  });

  it('is unknown without a price', () => {
    expect(costUsd(null, usage)).toBeNull();
    expect(costByClass(null, usage, usage).every((each) => each.actualUsd === null && each.shadowUsd === null)).toBe(
      true,
    );
  });

  it('may be wrong by what the tokens may be, at the rates of its size', () => {
    expect(errorUsd(price, { ...usage, read: 0 }, makeUsage({ read: 20 }))).toBeCloseTo(2 / 1e6, 15);
    expect(errorUsd(price, usage, noUsage)).toBe(0);
    expect(errorUsd(null, usage, noUsage)).toBeNull();
  });

  it('may be wrong by a step of the price list when the prompt may lie beyond it', () => {
    const jump = (costUsd(price, { ...usage, read: 401 }) ?? 0) - (costUsd(price, usage) ?? 0);
    const error = errorUsd(price, usage, makeUsage({ read: 1 })) ?? 0;
    expect(error).toBeGreaterThan(0.99 * jump);
    expect(error).toBeLessThan(1.01 * jump);
  });

  it('adds up class by class, each stream at the rates of its own size', () => {
    const shadow = { ...usage, fresh: 101 };
    const rows = costByClass(price, usage, shadow);
    const sum = (name: 'actualUsd' | 'shadowUsd'): number => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
    expect(sum('actualUsd')).toBeCloseTo(costUsd(price, usage) ?? 0, 15);
    expect(sum('shadowUsd')).toBeCloseTo(costUsd(price, shadow) ?? 0, 15);
    expect(rows.find((row) => row.name === 'fresh')).toMatchObject({ actualTokens: 100, shadowTokens: 101 });
  });
});
