import { describe, expect, it } from 'vitest';
import { gatherEvidence } from '../../../sidecar/insights/evidence.ts';
import type { LedgerSource } from '../../../sidecar/insights/types.ts';
import { makeConversation, makeEvidence, makeRow, start } from './make-evidence.ts';

/** A ledger of n exchanges and conversations, one a minute, newest first in pages. */
function makeLedger(count: number): LedgerSource {
  const rows = Array.from({ length: count }, (_, at) => ({
    ...makeRow(at, {}),
    id: String(at).padStart(9, '0'),
  })).reverse();
  const talks = rows.map(({ at }) => makeConversation({ lastAt: at }));
  return {
    summary: async () => makeEvidence().summary as Awaited<ReturnType<LedgerSource['summary']>>,
    exchanges: async ({ before, limit }) =>
      rows.filter(({ id }) => before === undefined || id < before).slice(0, limit),
    conversations: async ({ before = Infinity, limit }) =>
      talks.filter(({ lastAt }) => lastAt < before).slice(0, limit),
    segments: async () => [],
  };
}

const given = { transcripts: null, costUsd: makeEvidence().costUsd };

describe('gatherEvidence', () => {
  it('reads page by page what lies in the span, in the order of time', async () => {
    const { evidence, isPartial } = await gatherEvidence(
      makeLedger(2500),
      { sinceMs: start + 60_000, untilMs: Infinity },
      given,
    );
    expect([evidence.exchanges.length, evidence.conversations.length, isPartial]).toEqual([2499, 2499, false]);
    expect(evidence.exchanges[0]!.at).toBe(start + 60_000);
  });

  it('is bounded, and says so', async () => {
    const { evidence, isPartial } = await gatherEvidence(makeLedger(21_000), { sinceMs: 0, untilMs: Infinity }, given);
    expect(evidence.exchanges.length).toBe(20_000);
    expect(isPartial).toBe(true);
  });
});
