import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccounting } from '../../sidecar/analytics/index.ts';
import type { Exchange, ExchangeBlock, ExchangeUsage } from '../../sidecar/contract/exchange.ts';
import { makeExchange } from '../unit/analytics/make-exchange.ts';
import { type SeenBlock, StrictProvider } from '../unit/analytics/strict-provider.ts';

const minute = 60_000;

/** What went wrong, or not, with one request. */
type Fate = 'edited' | 'failed-open' | 'replayed' | 'unread' | 'bypassed' | 'aborted';

interface Turn {
  readonly reply: number;
  readonly result: number;
  /** o200k tokens of the result as it is sent when it is edited. */
  readonly short: number;
  readonly fate: Fate;
  readonly pause: number;
  readonly isEvicted: boolean;
}

interface Story {
  readonly turns: readonly Turn[];
  /** Provider tokens per o200k token. */
  readonly ratio: number;
  readonly system: number;
}

/** Plays a conversation against two providers that know nothing of each other, and bills what the proxy's one reports. */
function play({ turns, ratio, system }: Story): {
  saved: number;
  error: number;
  truth: number;
  direct: number;
  rows: readonly { readonly fate: Fate; readonly saved: number | null; readonly truth: number }[];
} {
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  const [directly, ours] = [new StrictProvider(), new StrictProvider()];
  const blocks: ExchangeBlock[] = [makeBlock('system', system, system, '5m'), makeBlock('task', 500, 500)];
  let at = 1_700_000_000_000;
  const total = { saved: 0, error: 0, truth: 0, direct: 0 };
  const rows = turns.map((turn, number) => {
    const { fate } = turn;
    at += turn.pause;
    if (turn.isEvicted) for (const provider of [directly, ours]) provider.evictAll();
    if (number > 0) blocks.push(makeBlock(`reply${number}`, turn.reply, turn.reply));
    blocks.push(makeBlock(`result${number}`, turn.result, Math.min(turn.short, turn.result)));
    const prompt = blocks.map((block, index) =>
      index < blocks.length - 1 ? block : { ...block, breakpoint: '5m' as const },
    );
    const isEdited = fate === 'edited' || fate === 'aborted';
    const spared = directly.answer(see(prompt, false, ratio), at);
    const paid = ours.answer(see(prompt, isEdited, ratio), at);
    const { bill } = accounting.bill(
      makeExchange({
        at,
        usage: fate === 'aborted' ? null : paid,
        blocks: fate === 'unread' || fate === 'bypassed' ? [] : isEdited ? prompt : prompt.map(untouch),
        treatment: treatments[fate],
      }),
    );
    // Nobody told what an aborted one cost, so it is in no sum.
    if (fate === 'aborted') return { fate, saved: bill.savedUsd, truth: 0 };
    const truth = costOf(spared) - costOf(paid);
    total.saved += bill.savedUsd ?? 0;
    total.error += bill.errorUsd ?? 0;
    total.truth += truth;
    total.direct += costOf(spared);
    return { fate, saved: bill.savedUsd, truth };
  });
  return { ...total, rows };
}

const treatments = {
  edited: 'edited',
  aborted: 'edited',
  'failed-open': 'failed-open',
  unread: 'failed-open',
  replayed: 'replayed',
  bypassed: 'bypassed',
} as const satisfies Record<Fate, Exchange['treatment']>;

function makeBlock(
  name: string,
  tokens: number,
  short: number,
  breakpoint: ExchangeBlock['breakpoint'] = null,
): ExchangeBlock {
  const isEdited = short < tokens;
  return {
    original: name,
    sent: isEdited ? `${name}-short` : name,
    tokensOriginal: tokens,
    tokensSent: short,
    breakpoint,
  };
}

function untouch(block: ExchangeBlock): ExchangeBlock {
  return { ...block, sent: block.original, tokensSent: block.tokensOriginal };
}

function see(blocks: readonly ExchangeBlock[], isEdited: boolean, ratio: number): SeenBlock[] {
  return blocks.map((block) => ({
    bytes: isEdited ? block.sent : block.original,
    tokens: Math.round(ratio * (isEdited ? block.tokensSent : block.tokensOriginal)),
    isMarked: block.breakpoint !== null,
  }));
}

/** Sonnet 4.5, dollars: input costs twice as much when a prompt is longer than 200,000 tokens. */
function costOf({ fresh, write5m, read }: ExchangeUsage): number {
  const usd = (fresh * 3 + write5m * 3.75 + read * 0.3) / 1e6;
  return fresh + write5m + read > 200_000 ? 2 * usd : usd;
}

function stories(fates: readonly Fate[], shortest = 0): fc.Arbitrary<Story> {
  const turn = fc
    .record({
      reply: fc.integer({ min: 60, max: 800 }),
      result: fc.integer({ min: 400, max: 12_000 }),
      share: fc.double({ min: shortest, max: 1, noNaN: true }),
      fate: fc.constantFrom(...fates),
      pause: fc.constantFrom(5_000, 20_000, 60_000, 4 * minute, 6 * minute),
      isEvicted: fc.nat(9).map((n) => n === 0),
    })
    .map(({ share, ...rest }): Turn => ({ ...rest, short: Math.ceil(share * rest.result) }));
  return fc.record({
    turns: fc.array(turn, { minLength: 2, maxLength: 16 }),
    ratio: fc.double({ min: 0.8, max: 1.4, noNaN: true }),
    system: fc.integer({ min: 3000, max: 20_000 }),
  });
}

/** Rounding to whole tokens, once per exchange and class. */
const cent = 0.0001;

describe('a conversation without edits', () => {
  it('saves exactly nothing, whatever befalls it', () => {
    fc.assert(
      fc.property(stories(['edited', 'failed-open', 'replayed', 'unread', 'bypassed', 'aborted'], 1), (story) => {
        for (const { saved, fate } of play(story).rows) expect(saved).toBe(fate === 'aborted' ? null : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an edited conversation', () => {
  it('is billed as the two providers bill it, while every prompt is read', () => {
    fc.assert(
      fc.property(stories(['edited']), (story) => {
        const { saved, truth, error } = play(story);
        expect(Math.abs(saved - truth)).toBeLessThanOrEqual(error + cent);
      }),
      { numRuns: 300 },
    );
  });

  it('never claims more than was saved, whatever befalls it', () => {
    fc.assert(
      fc.property(stories(['edited', 'edited', 'edited', 'failed-open', 'replayed', 'unread', 'bypassed']), (story) => {
        const { saved, truth, error } = play(story);
        expect(saved).toBeLessThanOrEqual(truth + error + cent);
      }),
      { numRuns: 1000 },
    );
  });

  it('shows what a turn that nobody read cost, in its own row, and forgets neither entry', () => {
    const turn = { reply: 200, result: 8000, short: 1000, pause: 20_000, isEvicted: false } as const;
    const fates: readonly Fate[] = ['edited', 'edited', 'unread', 'edited', 'aborted', 'failed-open', 'bypassed'];
    const { rows } = play({ turns: fates.map((fate) => ({ ...turn, fate })), ratio: 1.2, system: 8000 });
    for (const index of [2, 5]) {
      expect(rows[index]!.saved).toBeLessThan(0);
      expect(rows[index]!.saved! / rows[index]!.truth).toBeCloseTo(1, 1);
    }
    expect(rows[3]!.saved! / rows[3]!.truth).toBeCloseTo(1, 1);
    expect(rows[6]!.saved).toBe(0);
  });
});
