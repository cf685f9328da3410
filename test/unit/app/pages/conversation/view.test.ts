import { describe, expect, it } from 'vitest';
import {
  describeCache,
  makeTitle,
  makeTurns,
  makeTurnTicks,
  readTurn,
  tabulateTurns,
} from '../../../../../app/pages/conversation/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { makeConversation, makeRow } from '../../../../ui/fixture-rows.ts';

const formats = createFormats('en-GB');

describe('turns', () => {
  it('never hold more tool results than the provider counted', () => {
    const usage = { fresh: 100, write5m: 0, write1h: 0, read: 0, output: 5 };
    const [turn] = makeTurns([makeRow(0, 0, { usage, tokensBefore: 900, tokensAfter: 300 })]);
    expect(turn).toMatchObject({ rest: 0, results: 100, folded: 600 });
  });

  it('are read in words', () => {
    const [turn] = makeTurns([makeRow(0, 0)]);
    expect(readTurn(turn!, 1, formats)).toMatch(/^Turn 1: [\d,]+ tokens sent, [\d,]+ left out, cost \$.*, direct \$/);
    expect(readTurn({ ...turn!, actualUsd: null, shadowUsd: null }, 2, formats)).toMatch(/no price is known$/);
  });

  it('are lines of a table, also without a price', () => {
    const turns = makeTurns([makeRow(0, 0)]);
    expect(tabulateTurns(turns, formats)[0]).toEqual(['1', ...Array(4).fill(expect.stringMatching(/\d/))]);
    const unpriced = turns.map((turn) => ({ ...turn, actualUsd: null, shadowUsd: null }));
    expect(tabulateTurns(unpriced, formats)[0]?.slice(3)).toEqual(['–', '–']);
  });

  it('have few numbers under them', () => {
    expect(makeTurnTicks(3).map((tick) => tick.text)).toEqual(['1', '2', '3']);
    expect(makeTurnTicks(1000).length).toBeLessThanOrEqual(8);
    expect(makeTurnTicks(0)).toEqual([]);
  });
});

describe('a conversation', () => {
  const rows = Array.from({ length: 12 }, (_, i) => makeRow(i, 1000 - i));
  const row = makeConversation('c', rows);
  const bill = { ...row.bill, shadowUsd: 2, errorUsd: 0.01 };

  it('says what it saved or cost', () => {
    expect(makeTitle({ ...row, bill: { ...bill, savedUsd: 0.5 } }, formats)).toBe('Saved $0.50 of $2.00 over 12 turns');
    expect(makeTitle({ ...row, bill: { ...bill, savedUsd: -0.5 } }, formats)).toBe(
      'Cost $0.50 more than direct over 12 turns',
    );
    expect(makeTitle({ ...row, turns: 1, bill: { ...bill, savedUsd: null } }, formats)).toContain('1 turn; no price');
    expect(makeTitle({ ...row, bill: { ...bill, savedUsd: 0 } }, formats)).toContain('No clear difference');
  });

  it('says how often its cache broke, and by whom', () => {
    expect(describeCache({ ...row, breaks: [] }, formats)).toMatch(/^\d+% of the prompt.* The cache never broke\.$/);
    const breaks = [
      { cause: 'ttl', count: 3 },
      { cause: 'ours', count: 1 },
    ] as const;
    expect(describeCache({ ...row, breaks }, formats)).toContain('It broke 4 times: 1 by Headroom, 3 by a pause.');
  });
});
