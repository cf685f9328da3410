import { describe, expect, it } from 'vitest';
import { splitSaving } from '../../../sidecar/analytics/effects.ts';
import { createAccounting } from '../../../sidecar/analytics/index.ts';
import type { ExchangeSegment } from '../../../sidecar/contract/exchange.ts';
import { makeBlocks, makeExchange, makeUsage } from './make-exchange.ts';

function segment(over: Partial<ExchangeSegment>): ExchangeSegment {
  return {
    ...{ index: 0, tool: 'Bash', command: '', path: '', by: ['log'], reason: null, tokensBefore: 4000 },
    ...{ tokensAfter: 1000, lossy: null, originalId: null, isNew: true },
    ...over,
  };
}
const effectsOf = (over: Parameters<typeof makeExchange>[0]) => {
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  const { effects, bill } = accounting.bill(
    makeExchange({
      blocks: makeBlocks([
        ['sys!', 10_000],
        ['log!', 4000, 'short', 1000],
      ]),
      usage: makeUsage({ write5m: 11_000 }),
      ...over,
    }),
  );
  return { bill, of: (id: string) => effects.find(({ compressor }) => compressor === id), effects };
};

describe('the effect of a compressor', () => {
  it('counts each text once, for the last that worked on it', () => {
    const segments = [
      segment({ by: ['noise', 'log'], lossy: { unit: 'lines', shown: 1, total: 9 } }),
      segment({ by: [], tried: ['json'], tokensAfter: 4000 }),
      segment({ isNew: false }),
    ];
    const { of } = effectsOf({ segments });
    expect(of('log')).toMatchObject({ seen: 1, shortened: 1, lossy: 1, tokensBefore: 4000, tokensRemoved: 3000 });
    expect(of('log')?.tokensNotSent).toBe(6000);
    expect(of('noise')).toMatchObject({ seen: 1, shortened: 0, tokensRemoved: 0, savedUsd: 0 });
    expect(of('json')).toMatchObject({ seen: 1, shortened: 0 });
  });

  it('has its part of the saving: all parts together are the saving', () => {
    const segments = [segment({}), segment({ by: ['json'], tokensBefore: 1500, tokensAfter: 500 })];
    const { bill, of, effects } = effectsOf({ segments });
    expect(bill.savedUsd).toBeGreaterThan(0);
    expect(effects.reduce((sum, { savedUsd }) => sum + savedUsd, 0)).toBeCloseTo(bill.savedUsd ?? 0, 12);
    expect((of('log')?.savedUsd ?? 0) / (of('json')?.savedUsd ?? 1)).toBeCloseTo(3, 9);
  });

  it('weighs what is new at the rate of a write, and what is old at that of a read', () => {
    const bill = {
      actualUsd: 1,
      shadowUsd: 3,
      savedUsd: 2,
      errorUsd: 0.2,
      basis: 'estimated',
      unpricedRequests: 0,
    } as const;
    const cost = (name: 'write5m' | 'read', usd: number) => ({
      ...{ name, actualTokens: 100, shadowTokens: 100, actualUsd: usd, shadowUsd: usd },
    });
    const exchange = makeExchange({
      usage: makeUsage({ read: 100, write5m: 100 }),
      segments: [segment({ by: ['json'] }), segment({ isNew: false })],
    });
    const [json, log] = splitSaving(exchange, bill, [cost('write5m', 9), cost('read', 1)]);
    expect([json?.savedUsd, log?.savedUsd]).toEqual([1.8, 0.2]);
    expect(json?.errorUsd).toBeCloseTo(0.18, 12);
  });

  it('invents no dollars: without a price, without a count, or where a breakpoint of ours saved as well', () => {
    const segments = [segment({})];
    expect(effectsOf({ segments, model: 'nobody-knows' }).of('log')).toMatchObject({ savedUsd: 0, unpriced: 1 });
    expect(effectsOf({ segments, usage: null }).of('log')).toMatchObject({
      shortened: 1,
      tokensNotSent: 0,
      savedUsd: 0,
    });
    const blocks = makeBlocks([['log', 4000, 'short', 1000]]).map((block) => ({ ...block, added: '5m' as const }));
    expect(effectsOf({ segments, blocks }).of('log')).toMatchObject({ savedUsd: 0, unpriced: 1 });
  });

  it('says nothing about what was held out, bypassed or refused', () => {
    for (const treatment of ['holdout', 'bypassed', 'replayed', 'failed-open'] as const)
      expect(effectsOf({ segments: [segment({})], treatment }).effects).toEqual([]);
  });
});
