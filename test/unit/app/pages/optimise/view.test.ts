import { expect, it } from 'vitest';
import {
  describeAge,
  describeConsidered,
  describeGain,
  describeNotes,
  describeRun,
  makeNotesTitle,
  makeOptimiseTitle,
  readPart,
} from '../../../../../app/pages/optimise/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Insight, InsightReport } from '../../../../../sidecar/contract/insights.ts';
import type { NotesStudy } from '../../../../../sidecar/contract/studies.ts';

const formats = createFormats('en-GB');
const insight = (gain: Insight['gain']): Insight => ({ rule: 'r', title: 't', evidence: [], gain, action: 'a' });
const report = (insights: readonly Insight[]): InsightReport => ({
  ...{ sinceMs: 0, untilMs: 1, insights },
  considered: { exchanges: 1, segments: 2, conversations: 1, transcripts: false, isPartial: true },
});

it('says what can be changed, and promises no sum', () => {
  expect(makeOptimiseTitle(report([]), formats)).toBe('Nothing stands out');
  expect(makeOptimiseTitle(report([insight(null)]), formats)).toBe('One thing you could change');
  const one = report([insight({ usd: 2, tokens: 10 })]);
  expect(makeOptimiseTitle(one, formats)).toBe('One thing you could change, worth about $2.00');
  const two = report([insight({ usd: 2, tokens: 10 }), insight({ usd: 1, tokens: 10 })]);
  expect(makeOptimiseTitle(two, formats)).toBe('2 things you could change, the largest worth about $2.00');
  expect(describeConsidered(two, formats)).toBe(
    'Looked at 1 exchange in 1 conversation with 2 tool results. The span holds more; the newest were looked at.',
  );
  expect(describeGain(insight({ usd: null, tokens: 1200 }), formats)).toBe('about 1.2k tokens');
  expect(describeGain(insight({ usd: 1, tokens: 1200 }), formats)).toBe('about $1.00, 1.2k tokens');
  expect(describeGain(insight(null), formats)).toBe('');
});

const study = (over: Partial<NotesStudy> = {}): NotesStudy => ({
  ...{ run: null, reportedAt: 0, drafts: [], applied: [], report: { notes: [], calls: 3, sessions: 1 } },
  ...over,
});

it('says how old a report is, and how the latest run ended', () => {
  const dayMs = 86_400_000;
  expect(describeAge(study(), dayMs, formats)).toBe('This is from yesterday.');
  expect(describeAge(study(), 9 * dayMs, formats)).toBe('This is from 9 days ago. It may be out of date.');
  const run = { state: 'cancelled', startedAt: 0, step: '', error: null } as const;
  expect(describeAge(study({ run, reportedAt: null }), 1, formats)).toMatch(/^Cancelled\. Nothing has been looked at/);
  expect(describeRun(null)).toBe('Starting …');
  expect(describeRun({ ...run, step: 'Reading' })).toBe('Reading …');
});

it('says what could be written, and what is', () => {
  expect(makeNotesTitle(undefined, formats)).toBe('What agents get wrong again and again');
  expect(makeNotesTitle(study(), formats)).toBe('No failure was repeated that a note would help with');
  expect(makeNotesTitle(study({ applied: ['/f'] }), formats)).toBe('The notes of this project are written');
  expect(describeNotes(study(), formats)).toBe('From 3 tool calls in one session.');
});

it('knows the parts of the page by their address', () => {
  expect([readPart('notes'), readPart('nonsense'), readPart(undefined)]).toEqual(['notes', 'habits', 'habits']);
});
