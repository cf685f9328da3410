import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, locate, makeChains, PromptCache, type Step } from '../../../sidecar/analytics/prompt-cache.ts';
import { type Brick, makeBlocks } from './make-exchange.ts';

const minute = 60_000;
const chain = (...bricks: Brick[]): readonly Step[] => makeChains(makeBlocks(bricks)).sent;

function keep(cache: PromptCache, steps: readonly Step[], now: number, hit = -1): void {
  cache.keep('', steps, { kind: 'breakpoints', hit, now, minTokens: 1024 });
}

describe('chains', () => {
  it('share their keys up to the first edit and never again behind it', () => {
    const { original, sent } = makeChains(
      makeBlocks([
        ['a', 1],
        ['b', 2, 'x', 1],
        ['c', 3],
      ]),
    );
    expect(original.map((step, at) => step.key === sent[at]?.key)).toEqual([true, false, false]);
    expect([original.at(-1)?.end, sent.at(-1)?.end]).toEqual([6, 5]);
  });

  it('do not depend on where the breakpoints are', () => {
    expect(chain(['a!', 1], ['b', 1]).map(({ key }) => key)).toEqual(chain(['a', 1], ['b!!', 1]).map(({ key }) => key));
  });
});

describe('breakpoints', () => {
  it('hold entries only where they stand, for five minutes or an hour from the last use', () => {
    const cache = new PromptCache();
    const steps = chain(['a!', 2000], ['b', 10], ['c!!', 10]);
    keep(cache, steps, 0);
    const find = (at: number, ...bricks: Brick[]): number => cache.find('', chain(...bricks), 'breakpoints', at);
    expect(find(4 * minute, ['a!', 2000])).toBe(0);
    expect(find(4 * minute, ['a', 2000], ['b!', 10])).toBe(0);
    expect(find(6 * minute, ['a!', 2000])).toBe(-1);
    expect(find(59 * minute, ['a', 2000], ['b', 10], ['c!', 10])).toBe(2);
    expect(find(61 * minute, ['a', 2000], ['b', 10], ['c!', 10])).toBe(-1);
    expect(find(1, ['a', 2000])).toBe(-1);
    keep(cache, steps, 4 * minute, 0);
    expect(find(8 * minute, ['a!', 2000])).toBe(0);
  });

  it('look back over twenty blocks and no further', () => {
    const cache = new PromptCache();
    keep(cache, chain(['a!', 2000]), 0);
    const filler = (count: number): Brick[] => Array.from({ length: count }, (_, at): Brick => [`f${at}`, 1]);
    expect(cache.find('', chain(['a', 2000], ...filler(18), ['end!', 1]), 'breakpoints', 1)).toBe(0);
    expect(cache.find('', chain(['a', 2000], ...filler(19), ['end!', 1]), 'breakpoints', 1)).toBe(-1);
  });

  it('keep nothing below the smallest prefix, and keep models apart', () => {
    const cache = new PromptCache();
    const small = chain(['a!', 1000]);
    keep(cache, small, 0);
    expect(cache.find('', small, 'breakpoints', 1)).toBe(-1);
    const large = chain(['b!', 5000]);
    keep(cache, large, 0);
    expect(cache.find('other', large, 'breakpoints', 1)).toBe(-1);
    cache.evict('', large, -1);
    expect(cache.find('', large, 'breakpoints', 1)).toBe(-1);
  });
});

describe('automatic caches', () => {
  it('hold every prefix of what was sent', () => {
    const cache = new PromptCache();
    cache.keep('', chain(['a', 1000], ['b', 500], ['c', 7]), { kind: 'automatic', hit: -1, now: 0, minTokens: 1024 });
    expect(cache.find('', chain(['a', 1000], ['b', 500], ['other', 7]), 'automatic', 1)).toBe(1);
    expect(cache.find('', chain(['x', 1000], ['b', 500]), 'automatic', 1)).toBe(-1);
    expect(cache.find('', chain(['a', 1000]), 'automatic', 11 * minute)).toBe(-1);
  });
});

describe('classify', () => {
  const steps = chain(['a!', 2000], ['b', 100], ['c!!', 900], ['d', 50]);
  const terms = { kind: 'breakpoints', minTokens: 1024, tokensAt: (at: number) => steps[at]!.end * 2 } as const;

  it('splits by hand-made numbers', () => {
    expect(classify(steps, -1, terms)).toEqual({ fresh: 100, write5m: 4000, write1h: 2000, read: 0 });
    expect(classify(steps, 0, terms)).toEqual({ fresh: 100, write5m: 0, write1h: 2000, read: 4000 });
    expect(classify(steps, -1, { ...terms, minTokens: 5000 })).toEqual({
      fresh: 100,
      write5m: 0,
      write1h: 6000,
      read: 0,
    });
    expect(classify(steps, 1, { ...terms, kind: 'none' })).toEqual({ fresh: 6100, write5m: 0, write1h: 0, read: 0 });
    expect(classify(steps, 0, { ...terms, kind: 'automatic' }).read).toBe(3968);
    expect(classify([], -1, terms)).toEqual({ fresh: 0, write5m: 0, write1h: 0, read: 0 });
  });

  it('loses and invents no token', () => {
    const brick = fc.tuple(fc.stringMatching(/^[a-z]{1,4}!{0,2}$/), fc.nat(3000));
    fc.assert(
      fc.property(fc.array(brick, { minLength: 1, maxLength: 40 }), fc.nat(40), (bricks, at) => {
        const made = chain(...bricks);
        const hit = Math.min(at, made.length) - 1;
        for (const kind of ['breakpoints', 'automatic', 'none'] as const) {
          const split = classify(made, hit, { kind, minTokens: 1024, tokensAt: (step) => made[step]!.end });
          expect(Object.values(split).reduce((sum, value) => sum + value, 0)).toBe(made.at(-1)?.end);
          expect(Math.min(...Object.values(split))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('locate', () => {
  const steps = chain(['a!', 10_000], ['b', 1000], ['c!', 100], ['d!', 100]);

  it('says nothing was read when nothing was', () => {
    expect(locate(steps, 0, 2, { billed: 11_200, anchor: null }).at).toBe(-1);
    expect(locate([], 5, -1, { billed: 5, anchor: null }).at).toBe(-1);
  });

  it('believes the prediction when it fits, and else the nearest step', () => {
    expect(locate(steps, 11_000, 2, { billed: 11_200, anchor: null }).at).toBe(2);
    expect(locate(steps, 5000, 2, { billed: 11_200, anchor: null }).at).toBe(0);
  });

  it('believes a count that it knows above all', () => {
    const anchor = { at: 2, tokens: 15_000 };
    expect(locate(steps, 15_000, 3, { billed: 15_100, anchor }).at).toBe(2);
    expect(locate(steps, 14_976, -1, { billed: 15_100, anchor }).at).toBe(2);
    expect(locate(steps, 13_500, 2, { billed: 15_100, anchor }).at).toBe(0);
  });
});
