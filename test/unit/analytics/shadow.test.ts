import { describe, expect, it } from 'vitest';
import { ShadowModel } from '../../../sidecar/analytics/shadow.ts';
import { type Brick, makeBlocks, makeExchange, makeUsage } from './make-exchange.ts';

const rules = { kind: 'breakpoints', minTokens: 1024 } as const;

function run(model: ShadowModel, bricks: readonly Brick[], usage: Parameters<typeof makeUsage>[0], over = {}) {
  return model.run(makeExchange({ blocks: makeBlocks(bricks), ...over }), makeUsage(usage), rules);
}

const turn1: readonly Brick[] = [
  ['sys!', 10_000],
  ['log!', 4000, 'short', 1000],
];
const turn2: readonly Brick[] = [
  ...turn1.map(([name, ...rest]) => [name.replace('!', ''), ...rest] as never),
  ['b!', 100],
];

describe('the shadow model', () => {
  it('gives the very usage back for what was forwarded untouched', () => {
    const usage = makeUsage({ write5m: 14_000 });
    for (const treatment of ['bypassed', 'holdout', 'failed-open', 'replayed', 'untouched'] as const) {
      const exchange = makeExchange({ blocks: makeBlocks(turn1), treatment });
      const shadow = new ShadowModel().run(exchange, usage, rules);
      expect(shadow.usage).toBe(usage);
      expect(shadow.isModelled).toBe(false);
    }
  });

  it('keeps what other conversations filled for both streams', () => {
    const model = new ShadowModel();
    // Nobody told us of the session that wrote the system prompt.
    const shadow = run(model, turn1, { read: 10_000, write5m: 1000 });
    expect(shadow.usage).toMatchObject({ read: 10_000, write5m: 4000 });
  });

  it('reads a prefix that another conversation of ours wrote', () => {
    const model = new ShadowModel();
    run(model, turn1, { write5m: 11_000 });
    const shadow = run(model, turn2, { read: 11_000, write5m: 100 }, { conversation: 'fork' });
    expect(shadow.usage).toMatchObject({ read: 14_000, write5m: 100 });
  });

  it('pays every request in full where all breakpoints are ours', () => {
    const model = new ShadowModel();
    const ours = (bricks: readonly Brick[]) =>
      makeBlocks(bricks).map((block, at) => ({ ...block, ...(at > 0 && { added: '5m' as const }) }));
    const bare: readonly Brick[] = [
      ['sys', 10_000],
      ['log', 4000, 'short', 1000],
    ];
    const first = model.run(makeExchange({ blocks: ours(bare) }), makeUsage({ write5m: 11_000, output: 7 }), rules);
    expect(first.usage).toEqual(makeUsage({ fresh: 14_000, output: 7 }));
    const more = makeExchange({ blocks: ours([...bare, ['b', 500]]) });
    const second = model.run(more, makeUsage({ read: 11_000, write5m: 500 }), rules);
    expect(second.usage).toMatchObject({ fresh: 14_500, read: 0, write5m: 0 });
    expect(second.isModelled).toBe(true);
    // Untouched again: as it came, without our breakpoints.
    const held = makeExchange({ blocks: ours(bare), treatment: 'failed-open' });
    expect(model.run(held, makeUsage({ fresh: 14_000 }), rules).usage).toMatchObject({ fresh: 14_000 });
  });

  it('does not carry a cache from one model to another', () => {
    const model = new ShadowModel();
    run(model, turn1, { write5m: 11_000 });
    const shadow = run(model, turn2, { write5m: 11_100 }, { model: 'claude-opus-4-5' });
    expect(shadow.usage).toMatchObject({ read: 0, write5m: 14_100 });
  });

  it('shows what a bypass in the middle of an edited conversation costs', () => {
    const model = new ShadowModel();
    run(model, turn1, { write5m: 11_000 });
    const bare = turn2.map(([name, tokens]): Brick => [name, tokens]);
    const shadow = run(model, bare, { read: 10_000, write5m: 4100 });
    // Without us the history would have been cached as it is.
    expect(shadow.usage).toMatchObject({ read: 14_000, write5m: 100 });
    expect(shadow.cause).toBe('ours');
  });

  it('states an error that is proportional to what was removed', () => {
    const small = run(
      new ShadowModel(),
      [
        ['sys!', 10_000],
        ['a!', 1100, 'b', 1000],
      ],
      { write5m: 11_000 },
    );
    const large = run(
      new ShadowModel(),
      [
        ['sys!', 10_000],
        ['a!', 5000, 'b', 1000],
      ],
      { write5m: 11_000 },
    );
    expect(large.error.write5m / small.error.write5m).toBeCloseTo(40, 6);
    expect(small.error.output).toBe(0);
  });

  it('splits what was not read as a provider does that bills automatic writes', () => {
    const exchange = makeExchange({ blocks: makeBlocks([['a', 4000, 'b', 3000]]), dialect: 'openai-responses' });
    const usage = makeUsage({ fresh: 1000, write5m: 2000 });
    const shadow = new ShadowModel().run(exchange, usage, { kind: 'automatic', minTokens: 1024 });
    expect(shadow.usage).toEqual(makeUsage({ fresh: 1333, write5m: 2667 }));
  });
});
