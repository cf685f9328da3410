import { describe, expect, it } from 'vitest';
import type { Tip } from '../../../sidecar/analytics/breaks.ts';
import { addGap, findGapEnd, findMissedRead, type Gap, moveToRead } from '../../../sidecar/analytics/gaps.ts';
import { makeUsage } from './make-exchange.ts';

const tip: Tip = {
  ...{ model: 'm', at: 1000, first: 'f', original: 'o', sent: 's', tokens: 12_000, isCounted: true },
  ...{ originalTokens: 20_000, sharedTokens: 5000, ttlMs: 300_000 },
};
const now = { model: 'm', at: 2000, spread: 0.02 };
const rewritten = makeUsage({ read: 5000, write5m: 16_000 });
const miss = (over: Partial<Tip> = {}, usage = rewritten, gaps: readonly Gap[] = [], exchange = now): number =>
  findMissedRead({ tips: [{ ...tip, ...over }], gaps }, exchange, usage, 'breakpoints').tokens;

describe('findMissedRead', () => {
  it('is what the direct conversation would have read beyond what was', () => {
    expect(miss()).toBe(15_000);
  });

  it('is nothing when the streams never differed, the entry was too old, or the prompt is another one', () => {
    expect(miss({ sent: 'o' })).toBe(0);
    expect(miss({ ttlMs: 500 })).toBe(0);
    expect(miss({ model: 'n' })).toBe(0);
    expect(miss({}, makeUsage({ write5m: 3000 }))).toBe(0);
  });

  it('is nothing when the provider threw everything away, does not cache, or has had the prompt as it came', () => {
    expect(miss({}, makeUsage({ write5m: 21_000 }))).toBe(0);
    expect(miss({}, makeUsage({ fresh: 21_000 }))).toBe(0);
    expect(miss({}, rewritten, [{ model: 'm', at: 1500, tokens: 20_500 }])).toBe(0);
  });
});

describe('moveToRead', () => {
  it('takes from what was written, then from the rest, and keeps the total', () => {
    expect(moveToRead(makeUsage({ fresh: 50, write5m: 100, read: 10 }), 120)).toEqual(
      makeUsage({ fresh: 30, read: 130 }),
    );
  });
});

describe('findGapEnd', () => {
  const steps = [1000, 2000, 3000, 9000].map((end, at) => ({ key: `${at}`, end, ttlMs: 0 }));
  const known = { ratio: 1, spread: 0.02, anchor: null };
  const gap = (tokens: number | null): Gap => ({ model: 'm', at: 0, tokens });

  it('lies where the prompt of the gap ended, rather too deep', () => {
    expect(findGapEnd(gap(3000), steps, known)).toBe(2);
    expect(findGapEnd(gap(2900), steps, known)).toBe(2);
    expect(findGapEnd(gap(2900), steps, { ...known, anchor: { at: 0, tokens: 500 } })).toBe(2);
  });

  it('is before the newest block when nobody counted, and nowhere when the prompt was longer', () => {
    expect(findGapEnd(gap(null), steps, known)).toBe(2);
    expect(findGapEnd(gap(12_000), steps, known)).toBe(-1);
    expect(findGapEnd(gap(3000), [], known)).toBe(-1);
  });
});

describe('addGap', () => {
  it('keeps the newest ones', () => {
    let gaps: readonly Gap[] = [];
    for (let at = 0; at < 20; at++) gaps = addGap(gaps, { model: 'm', at, tokens: 1 });
    expect(gaps.map(({ at }) => at)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });
});
