import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Accounting, createAccounting } from '../../../sidecar/analytics/index.ts';
import type { Exchange } from '../../../sidecar/contract/exchange.ts';
import { type Brick, makeBlocks, makeExchange, makeUsage } from './make-exchange.ts';

const minute = 60_000;

function open(): Accounting {
  return createAccounting({
    override: null,
    cacheOf: (dialect) => (dialect === 'anthropic' ? 'breakpoints' : 'automatic'),
  });
}

function send(
  accounting: Accounting,
  bricks: readonly Brick[],
  usage: Partial<NonNullable<Exchange['usage']>>,
  over: Partial<Exchange> = {},
) {
  return accounting.bill(makeExchange({ blocks: makeBlocks(bricks), usage: makeUsage(usage), ...over }));
}

// Sonnet 4.5, dollars per million: input 3, write 3.75 / 6, read 0.30, output 15.
const turn1: readonly Brick[] = [
  ['sys!', 10_000],
  ['ask', 100],
  ['log!', 4000, 'log-short', 1000],
];
const turn2: readonly Brick[] = [
  ['sys!', 10_000],
  ['ask', 100],
  ['log', 4000, 'log-short', 1000],
  ['reply', 200],
  ['more!', 500],
];

describe('bills with a hand-made sum', () => {
  it('saves the write at first sight and a read on every later turn', () => {
    const accounting = open();
    const first = send(accounting, turn1, { write5m: 11_100, output: 100 });
    expect(first.bill.actualUsd).toBeCloseTo((11_100 * 3.75 + 100 * 15) / 1e6, 12);
    expect(first.bill.shadowUsd).toBeCloseTo((14_100 * 3.75 + 100 * 15) / 1e6, 12);
    expect(first.bill.savedUsd).toBeCloseTo((3000 * 3.75) / 1e6, 12);
    expect(first.bill.basis).toBe('estimated');

    const second = send(accounting, turn2, { read: 11_100, write5m: 700, output: 50 });
    expect(second.shadow).toEqual({ fresh: 0, write5m: 700, write1h: 0, read: 14_100, output: 50 });
    expect(second.bill.savedUsd).toBeCloseTo((3000 * 0.3) / 1e6, 12);
    expect(second.breakCause).toBeNull();
  });

  it.each([-24, 24])('comes to the same when the clock jumps by %d hours between two turns', (hours) => {
    const accounting = open();
    const at = 1_700_000_000_000;
    send(accounting, turn1, { write5m: 11_100 }, { at });
    const jumped = at + hours * 60 * minute;
    // The provider's own clock goes on: it still reads what it was sent.
    const second = send(accounting, turn2, { read: 11_100, write5m: 700 }, { at: jumped });
    expect(second.shadow).toEqual({ fresh: 0, write5m: 700, write1h: 0, read: 14_100, output: 0 });
    const third = send(accounting, turn2, { read: 11_800 }, { at: jumped + minute });
    expect(third.bill.savedUsd).toBeCloseTo((3000 * 0.3) / 1e6, 12);
    expect([second.breakCause, third.breakCause]).toEqual([null, null]);
  });

  it('shows a loss when we change text that was already sent', () => {
    const accounting = open();
    send(accounting, turn1, { write5m: 11_100 });
    const changed = turn2.map((brick): Brick => (brick[0] === 'log' ? ['log', 4000, 'log-shorter', 500] : brick));
    // The provider still reads the system prompt; all behind it is written again.
    const bill = send(accounting, changed, { read: 10_000, write5m: 1300 });
    expect(bill.shadow).toEqual({ fresh: 0, write5m: 700, write1h: 0, read: 14_100, output: 0 });
    const paid = 10_000 * 0.3 + 1300 * 3.75;
    const without = 14_100 * 0.3 + 700 * 3.75;
    expect(bill.bill.savedUsd).toBeCloseTo((without - paid) / 1e6, 12);
    expect(bill.bill.savedUsd).toBeLessThan(0);
    expect(bill.breakCause).toBe('ours');
  });

  it('moves both streams when the provider evicted the entry', () => {
    const accounting = open();
    send(accounting, turn1, { write5m: 11_100 });
    const bill = send(accounting, turn2, { read: 0, write5m: 11_800 });
    expect(bill.shadow).toEqual({ fresh: 0, write5m: 14_800, write1h: 0, read: 0, output: 0 });
    expect(bill.breakCause).toBe('provider');
  });

  it('writes hour-long entries at their own price and finds them after half an hour', () => {
    const accounting = open();
    const long = (bricks: readonly Brick[]): Brick[] =>
      bricks.map(([name, ...rest]) => [name.replace('!', '!!'), ...rest] as unknown as Brick);
    const first = send(accounting, long(turn1), { write1h: 11_100 });
    expect(first.bill.savedUsd).toBeCloseTo((3000 * 6) / 1e6, 12);
    const at = makeExchange().at + 30 * minute;
    const second = send(accounting, long(turn2), { read: 11_100, write1h: 700 }, { at });
    expect(second.shadow?.read).toBe(14_100);
    expect(second.breakCause).toBeNull();
  });

  it('calls an idle gap beyond the lifetime by its name, and both streams start anew', () => {
    const accounting = open();
    send(accounting, turn1, { write5m: 11_100 });
    const bill = send(accounting, turn2, { write5m: 11_800 }, { at: makeExchange().at + 6 * minute });
    expect(bill.breakCause).toBe('ttl');
    expect(bill.shadow?.write5m).toBe(14_800);
  });

  it('tells a history that was summed up, one that was changed, and another model apart', () => {
    const accounting = open();
    send(accounting, turn1, { write5m: 11_100 });
    const compacted: readonly Brick[] = [
      ['sys!', 10_000],
      ['summary!', 900],
    ];
    expect(send(accounting, compacted, { read: 10_000, write5m: 900 }).breakCause).toBe('compaction');
    const edited: readonly Brick[] = [
      ['sys!', 10_000],
      ['asked otherwise!', 4500],
    ];
    const changing = open();
    send(changing, turn1, { write5m: 11_100 });
    expect(send(changing, edited, { read: 10_000, write5m: 4500 }).breakCause).toBe('client');
    const other = open();
    send(other, turn1, { write5m: 11_100 });
    expect(send(other, turn2, { write5m: 11_800 }, { model: 'claude-opus-4-5' }).breakCause).toBe('model');
  });

  it('does not blame anybody for a second thread of the same session', () => {
    const accounting = open();
    send(accounting, turn1, { write5m: 11_100 });
    const title: readonly Brick[] = [['title-maker!', 1500]];
    expect(send(accounting, title, { write5m: 1500 }, { model: 'claude-haiku-4-5' }).breakCause).toBeNull();
    expect(send(accounting, turn2, { read: 11_100, write5m: 700 }).breakCause).toBeNull();
  });

  it('follows an automatic cache in steps of 128 from 1024 tokens on', () => {
    const accounting = open();
    const gpt = { dialect: 'openai-chat', provider: 'openai', model: 'gpt-4.1' };
    const one: readonly Brick[] = [
      ['sys', 900],
      ['log', 1000, 'short', 100],
    ];
    // 1000 tokens sent: below the smallest prefix that is cached; 1900 would have been above it.
    send(accounting, one, { fresh: 1000 }, gpt);
    const two = send(accounting, [...one, ['next', 50]], { fresh: 1050 }, gpt);
    expect(two.shadow).toEqual({ fresh: 1950 - 1792, write5m: 0, write1h: 0, read: 1792, output: 0 });
    // 1050 × 2 against 158 × 2 + 1792 × 0.5 dollars per million: this edit lost the cache and cost money.
    expect(two.bill.savedUsd).toBeCloseTo((158 * 2 + 1792 * 0.5 - 1050 * 2) / 1e6, 12);
    expect(two.bill.savedUsd).toBeLessThan(0);
  });

  it('puts a request that we brought under the long-context tier at the lower price', () => {
    const accounting = open();
    const bill = send(accounting, [['sys!', 210_000, 'short', 190_000]], { write5m: 190_000 });
    expect(bill.bill.actualUsd).toBeCloseTo((190_000 * 3.75) / 1e6, 9);
    expect(bill.bill.shadowUsd).toBeCloseTo((210_000 * 7.5) / 1e6, 9);
  });

  it('bills removed tokens as fresh where the provider reports no caching at all', () => {
    const accounting = open();
    const bill = send(accounting, turn1, { fresh: 11_100 });
    expect(bill.shadow).toEqual({ fresh: 14_100, write5m: 0, write1h: 0, read: 0, output: 0 });
  });

  it('scales what was removed by the tokens that the provider counts', () => {
    const accounting = open();
    // 1.2 provider tokens per o200k token.
    const bill = send(accounting, turn1, { write5m: 13_320 });
    expect(bill.shadow?.write5m).toBe(13_320 + 3600);
    expect(bill.bill.errorUsd).toBeGreaterThan(0);
  });
});

describe('what is not known is not invented', () => {
  it('has no dollars for an unknown model, but its tokens', () => {
    const billed = send(open(), turn1, { write5m: 11_100 }, { model: 'my-own-model' });
    expect(billed.unpriced).toBe(true);
    expect(billed.bill).toEqual({
      actualUsd: null,
      shadowUsd: null,
      savedUsd: null,
      errorUsd: null,
      basis: 'estimated',
      unpricedRequests: 1,
    });
    expect(billed.shadow?.write5m).toBe(14_100);
  });

  it('has no dollars for a good answer without a count, and none to pay for a refused one', () => {
    const accounting = open();
    const blocks = makeBlocks(turn1);
    expect(accounting.bill(makeExchange({ blocks })).bill.savedUsd).toBeNull();
    expect(accounting.bill(makeExchange({ blocks, status: 529 })).bill).toMatchObject({ actualUsd: 0, savedUsd: 0 });
  });

  it('counts a removed text once, and nothing when the edit was not sent', () => {
    const segment = {
      index: 0,
      tool: 'Bash',
      command: 'npm test',
      path: '',
      by: ['log'],
      reason: null,
      tokensBefore: 4000,
      tokensAfter: 1000,
      lossy: null,
      originalId: null,
    };
    const over = { tokensBefore: 4000, tokensAfter: 1000 };
    const accounting = open();
    const bill = (isNew: boolean, treatment: Exchange['treatment']) =>
      send(accounting, turn1, { write5m: 1 }, { ...over, treatment, segments: [{ ...segment, isNew }] });
    expect(bill(true, 'edited')).toMatchObject({ tokensNotSent: 3000, tokensRemovedOnce: 3000, editedSegments: 1 });
    expect(bill(false, 'edited')).toMatchObject({ tokensNotSent: 3000, tokensRemovedOnce: 0, editedSegments: 1 });
    expect(bill(true, 'replayed')).toMatchObject({ tokensNotSent: 0, tokensRemovedOnce: 0, editedSegments: 0 });
  });
});

describe('identity', () => {
  const history = fc.array(
    fc.record({
      added: fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}!{0,2}$/), fc.nat(9000)), { minLength: 1, maxLength: 30 }),
      keep: fc.nat(40),
      pause: fc.nat(90 * minute),
      usage: fc.record({ fresh: fc.nat(99_999), write5m: fc.nat(99_999), read: fc.nat(99_999), output: fc.nat(9999) }),
      dialect: fc.constantFrom('anthropic', 'openai-chat'),
      conversation: fc.constantFrom('a', 'b'),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('saves exactly nothing when nothing was edited, whatever the provider reports', () => {
    fc.assert(
      fc.property(history, (turns) => {
        const accounting = open();
        let at = 1_700_000_000_000;
        const prompts = new Map<string, Brick[]>();
        for (const { added, keep, pause, usage, dialect, conversation } of turns) {
          at += pause;
          const bricks: Brick[] = [...(prompts.get(conversation) ?? []).slice(0, keep), ...added];
          prompts.set(conversation, bricks);
          const billed = send(accounting, bricks, usage, { at, dialect, conversation });
          expect(billed.bill.savedUsd).toBe(0);
          expect(billed.bill.basis).toBe('measured');
          expect(billed.breakCause).not.toBe('ours');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never makes a class negative and keeps the total, whatever is edited', () => {
    const edited = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(5000), fc.nat(5000), fc.boolean()), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(edited, fc.nat(50_000), fc.nat(50_000)), { maxLength: 6 }), (turns) => {
        const accounting = open();
        for (const [blocks, read, write5m] of turns) {
          const bricks = blocks.map(
            ([a, b, tokens, less, mark]): Brick => [`${a}${mark ? '!' : ''}`, tokens + less, `${a}${b}`, tokens],
          );
          const { shadow } = send(accounting, bricks, { read, write5m });
          const values = Object.values(shadow ?? {});
          expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
          const sum = values.reduce((total, value) => total + value, 0);
          expect(sum).toBeGreaterThanOrEqual(read + write5m - 5);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('restart', () => {
  it('goes on with what was kept: the next turn is billed as if nothing had happened', () => {
    const before = open();
    const first = send(before, turn1, { write5m: 11_100 });
    const after = open();
    after.restore({
      conversations: [{ conversation: 'c1', state: first.conversationState ?? '' }],
      calibrations: first.calibration === null ? [] : [first.calibration],
    });
    const usage = { read: 11_100, write5m: 700, output: 50 };
    expect(send(after, turn2, usage).bill).toEqual(send(before, turn2, usage).bill);
  });

  it('leaves damaged state out', () => {
    const accounting = open();
    accounting.restore({
      conversations: [{ conversation: 'c1', state: '{"tips":' }],
      calibrations: [{ model: 'claude-sonnet-4-5', state: '7' }],
    });
    expect(send(accounting, turn1, { write5m: 11_100 }).shadow?.write5m).toBe(14_100);
  });
});

describe('prices of the user that change', () => {
  it('hold for what is billed from then on, and go again', () => {
    const accounting = open();
    const bill = () => send(accounting, turn1, { write5m: 11_100 }, { conversation: '' }).bill.actualUsd;
    const before = bill();
    accounting.reprice(
      JSON.stringify({ models: [{ id: 'claude-sonnet-4-5', input: 3, output: 15, cacheWrite5m: 7.5 }] }),
    );
    expect(bill()).toBeCloseTo((before ?? 0) * 2, 10);
    accounting.reprice('{');
    expect(accounting.messages).toHaveLength(1);
    accounting.reprice(null);
    expect([bill(), accounting.messages]).toEqual([before, []]);
  });
});
