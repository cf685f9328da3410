import { describe, expect, it } from 'vitest';
import { attributeBreak, findAnchor, type Tip, type Turn } from '../../../sidecar/analytics/breaks.ts';
import { makeChains } from '../../../sidecar/analytics/prompt-cache.ts';
import { type Brick, makeBlocks } from './make-exchange.ts';

const start: readonly Brick[] = [
  ['sys!', 5000],
  ['ask!', 3000],
];
const more: readonly Brick[] = [
  ['sys!', 5000],
  ['ask', 3000],
  ['log!', 1000],
];

function makeTurn(bricks: readonly Brick[], over: Partial<Turn> = {}): Turn {
  return {
    model: 'm',
    at: 1000,
    chains: makeChains(makeBlocks(bricks)),
    kind: 'breakpoints',
    predicted: 1,
    located: 1,
    readTokens: 8000,
    heldTokens: 9000,
    isCounted: true,
    minTokens: 1024,
    originalTokensAt: () => 0,
    shared: -1,
    ...over,
  };
}

const tips: readonly Tip[] = attributeBreak(
  [],
  makeTurn(start, { at: 0, heldTokens: 8000, originalTokensAt: () => 8000 }),
).tips;

describe('a turn that goes on', () => {
  it('is no break when the provider held its beginning', () => {
    const { cause, tips: next } = attributeBreak(tips, makeTurn(more));
    expect(cause).toBeNull();
    expect(next).toHaveLength(1);
    expect(next[0]).toMatchObject({ at: 1000, tokens: 9000, ttlMs: 300_000 });
  });

  it.each([
    ['provider', {}, more],
    ['ttl', { at: 300_001 }, more],
    ['model', { model: 'n' }, more],
    ['client', { predicted: -1 }, more],
    [
      'client',
      { originalTokensAt: (): number => 7900 },
      [
        ['sys!', 5000],
        ['asked!', 2900],
      ],
    ],
    [
      'compaction',
      { originalTokensAt: (): number => 4600 },
      [
        ['sys!', 5000],
        ['summary!', 100],
      ],
    ],
    [
      'ours',
      {},
      [
        ['sys!', 5000],
        ['ask', 3000, 'asked', 2000],
        ['log!', 1000],
      ],
    ],
  ] as const)('broke because of the %s', (cause, over, bricks) => {
    const turn = makeTurn(bricks as readonly Brick[], { located: 0, readTokens: 5000, ...over });
    expect(attributeBreak(tips, turn).cause).toBe(cause);
  });

  it('is no break for a trifle at its end', () => {
    const turn = makeTurn(
      [
        ['sys!', 5000],
        ['ask2!', 3000],
      ],
      { located: 0, readTokens: 7800 },
    );
    expect(attributeBreak(tips, turn).cause).toBeNull();
  });
});

describe('tips', () => {
  it('are not left by prompts that are too small to be kept', () => {
    expect(attributeBreak([], makeTurn(start, { heldTokens: 900 })).tips).toEqual([]);
  });

  it('keep threads apart, and no more of them than eight', () => {
    let known: readonly Tip[] = [];
    for (let at = 0; at < 20; at++) {
      const { cause, tips: next } = attributeBreak(
        known,
        makeTurn([[`s${at}!`, 5000]], { readTokens: 0, located: -1 }),
      );
      expect(cause).toBeNull();
      known = next;
    }
    expect(known).toHaveLength(8);
  });

  it('anchor the next prompt of the same model where their count is known', () => {
    const { sent } = makeChains(makeBlocks(more));
    expect(findAnchor(tips, 'm', { stream: 'sent', steps: sent })).toEqual({ at: 1, tokens: 8000 });
    expect(findAnchor(tips, 'n', { stream: 'sent', steps: sent })).toBeNull();
    expect(findAnchor(tips, 'm', { stream: 'sent', steps: makeChains(makeBlocks([['other', 1]])).sent })).toBeNull();
  });
});
