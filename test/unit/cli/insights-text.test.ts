import { describe, expect, it } from 'vitest';
import { formatInsights } from '../../../sidecar/cli/insights-text.ts';
import type { Insight } from '../../../sidecar/contract/insights.ts';

const considered = { exchanges: 1200, segments: 3, conversations: 4, transcripts: true, isPartial: false };
const insight: Insight = {
  rule: 'r',
  title: 'A title.',
  evidence: ['one', 'two'],
  gain: { usd: 1.234, tokens: 5 },
  action: 'Do it.',
};
const format = (insights: readonly Insight[], over = {}) =>
  formatInsights({ sinceMs: 0, untilMs: 1, insights, considered: { ...considered, ...over } }, 7);

describe('formatInsights', () => {
  it('tells each finding with its gain, its evidence and what to do', () => {
    expect(format([insight])).toBe(
      'Looked at 1,200 requests in 4 conversations of the last 7 days.\n\n1. A title. (about $1.23)\n   · one\n   · two\n   → Do it.\n',
    );
  });

  it('invents no dollars', () => {
    expect(format([{ ...insight, gain: { usd: null, tokens: 5 } }])).toContain('(worth in dollars unknown)');
    expect(format([{ ...insight, gain: null }])).toContain('1. A title.\n');
  });

  it('says what it did not look at, and when nothing stands out', () => {
    expect(format([], { transcripts: false, isPartial: true })).toBe(
      'Looked at 1,200 requests in 4 conversations of the last 7 days (the newest only, without transcripts).\nNothing stands out.\n',
    );
  });
});
