import { describe, expect, it } from 'vitest';
import { listPriceRows } from '../../../sidecar/analytics/price-rows.ts';

const own = JSON.stringify({
  models: [
    { id: 'mine', input: 1, output: 2 },
    { id: 'claude-sonnet-4-5', input: 9, output: 10 },
  ],
});

describe('listPriceRows', () => {
  it('has models of the ledger first, the most used at the top, under one name each', () => {
    const rows = listPriceRows(own, [
      { model: 'odd-1', requests: 5 },
      { model: 'claude-opus-4-5-20251101', requests: 4 },
      { model: 'us.anthropic.claude-opus-4-5', requests: 7 },
      { model: '', requests: 3 },
    ]);
    expect(rows.slice(0, 2)).toMatchObject([
      {
        ...{ id: 'claude-opus-4-5', requests: 11, source: 'built-in' },
        seenAs: ['us.anthropic.claude-opus-4-5', 'claude-opus-4-5-20251101'],
      },
      { id: 'odd-1', seenAs: ['odd-1'], requests: 5, source: 'none', rates: null, builtIn: null, published: null },
    ]);
    expect(rows.slice(2, 4).map(({ id, source }) => [id, source])).toEqual([
      ['claude-sonnet-4-5', 'own'],
      ['mine', 'own'],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('tells where a price comes from, and what holds when one’s own is taken back', () => {
    const rows = listPriceRows(own, []);
    const find = (id: string) => rows.find((row) => row.id === id)!;
    expect(find('claude-sonnet-4-5')).toMatchObject({
      ...{ source: 'own', tiers: [], published: null },
      ...{ rates: { input: 9, output: 10, cacheRead: 0.3 }, builtIn: { input: 3, output: 15 } },
    });
    expect(find('mine')).toMatchObject({ rates: { input: 1, cacheWrite1h: 1 }, builtIn: null });
    const shipped = listPriceRows(null, []).find(({ id }) => id === 'claude-sonnet-4-5');
    expect(shipped?.published).toMatchObject({
      date: expect.stringMatching(/^20/),
      page: expect.stringMatching(/^https/),
    });
    expect(shipped?.tiers[0]?.aboveInputTokens).toBe(200_000);
  });
});
