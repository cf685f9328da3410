import { describe, expect, it } from 'vitest';
import { type Facts, latestText, makeHeadline, makeStale, setupLines } from '../../../../../app/pages/home/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Bill, ConversationRow, Summary } from '../../../../../sidecar/contract/api.ts';
import { makeRow, makeRows, summarise } from '../../../../ui/fixture-rows.ts';

const now = new Date(2026, 10, 21, 15, 0, 0).getTime();
const rows = makeRows(10, now);
const base = summarise(rows, 0, now + 1);
const formats = createFormats('en-GB');
const bill = (savedUsd: number | null, shadowUsd: number | null = 10, errorUsd: number | null = 0.01): Bill => ({
  actualUsd: shadowUsd === null || savedUsd === null ? null : shadowUsd - savedUsd,
  shadowUsd,
  savedUsd,
  errorUsd,
  basis: 'estimated',
  unpricedRequests: 0,
});
function headline(today: Partial<Summary>, more: Partial<Facts> = {}) {
  const sums = { ...base, ...today };
  return makeHeadline({ today: sums, all: base, isBypassed: false, rows: [], conversations: [], ...more }, formats);
}

describe('headline', () => {
  it('says what is saved', () => {
    expect(
      headline({ bill: bill(3.1), requests: 40, byClient: [{ client: 'codex', requests: 40, bill: bill(3.1) }] }),
    ).toEqual({
      tone: 'kept',
      sentence: "Saving 31% of today's bill",
      detail: '$3.10 saved (estimated) over 40 requests by Codex.',
    });
  });

  it('says what is lost, and why as far as the ledger knows', () => {
    const conversation = {
      lastAt: now,
      breaks: [
        { cause: 'ours', count: 2 },
        { cause: 'ttl', count: 9 },
      ],
    } as unknown as ConversationRow;
    const lossy = makeRow(0, now, { bill: bill(-0.3, 1) });
    expect(headline({ bill: bill(-0.02), failedOpen: 0 }, { conversations: [conversation], rows: [lossy] })).toEqual({
      tone: 'loss',
      sentence: 'Cost $0.020 more than direct today',
      detail: "Because edits broke the provider's cache 2 times. Largest single loss: $0.30 at 15:00:00.",
    });
    expect(headline({ bill: bill(-0.02), failedOpen: 1 }).detail).toBe(
      'Because 1 request was sent untouched after a fault.',
    );
    expect(headline({ bill: bill(-0.02), failedOpen: 0 }).detail).toBe('The ledger shows no single cause.');
  });

  it('does not claim what the figure cannot carry', () => {
    expect(headline({ bill: bill(0.2, 10, 0.5) }).sentence).toBe('No clear difference to direct today');
    expect(headline({ bill: bill(-0.2, 10, 0.5) }).sentence).toBe('No clear difference to direct today');
    expect(headline({ bill: bill(0.001, 10, 0) }).sentence).toBe('No clear difference to direct today');
  });

  it('counts tokens when no price is known', () => {
    const mixed = headline({ bill: { ...bill(3.1), unpricedRequests: 2 } });
    expect(mixed.sentence).toBe("Saving 31% of today's bill");
    expect(mixed.detail).toContain('2 requests have no known price and are not in it.');
    const { sentence, detail } = headline({ bill: bill(null, null, null), unpricedModels: ['house-model'] });
    expect(sentence).toMatch(/^\d+% fewer prompt tokens today, not counted in dollars$/);
    expect(detail).toContain('house-model');
  });

  it('knows days without traffic, and none ever', () => {
    expect(headline({ requests: 0 })).toMatchObject({ sentence: 'No traffic yet today' });
    expect(headline({ requests: 0 }, { all: { ...base, requests: 0 } }).sentence).toBe('No traffic yet');
    expect(headline({ bill: bill(0, 0, 0) }).sentence).toBe('Nothing was billed today');
  });

  it('says when nothing is shortened by wish', () => {
    expect(headline({}, { isBypassed: true }).sentence).toBe('Passing everything through untouched');
  });

  it('moves behind the fact that nobody answers', () => {
    expect(makeStale(headline({ bill: bill(3.1) }))).toMatchObject({
      tone: 'plain',
      detail: "Last known: Saving 31% of today's bill.",
    });
  });
});

it('tells the newest request in one line', () => {
  const row = makeRow(0, now - 120_000, { client: 'codex' });
  expect(latestText(row, now, formats)).toBe('Last request 2 minutes ago, from Codex: 1 result shortened');
});

it('gives every client a line with the address', () => {
  expect(setupLines('http://127.0.0.1:8787').map((each) => each.line)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:8787 .*claude$/),
      'codex -c openai_base_url=http://127.0.0.1:8787/v1',
    ]),
  );
});
