import { expect, it } from 'vitest';
import { describeConsidered, describeGain, makeOptimiseTitle } from '../../../../../app/pages/optimise/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Insight, InsightReport } from '../../../../../sidecar/contract/insights.ts';

const formats = createFormats('en-GB');
const insight = (gain: Insight['gain']): Insight => ({ rule: 'r', title: 't', evidence: [], gain, action: 'a' });
const report = (insights: readonly Insight[]): InsightReport => ({
  ...{ sinceMs: 0, untilMs: 1, insights },
  considered: { exchanges: 1, segments: 2, conversations: 1, transcripts: false, isPartial: true },
});

it('says what can be changed, and promises no sum', () => {
  expect(makeOptimiseTitle(report([]), formats)).toBe('Nothing stands out');
  expect(makeOptimiseTitle(report([insight(null)]), formats)).toBe('One thing you could change');
  const two = report([insight({ usd: 2, tokens: 10 }), insight({ usd: 1, tokens: 10 })]);
  expect(makeOptimiseTitle(two, formats)).toBe('2 things you could change, the largest worth about $2.00');
  expect(describeConsidered(two, formats)).toBe(
    'Looked at 1 exchange in 1 conversation with 2 tool results. The span holds more; the newest were looked at.',
  );
  expect(describeGain(insight({ usd: null, tokens: 1200 }), formats)).toBe('about 1.2k tokens');
  expect(describeGain(insight({ usd: 1, tokens: 1200 }), formats)).toBe('about $1.00, 1.2k tokens');
  expect(describeGain(insight(null), formats)).toBe('');
});
