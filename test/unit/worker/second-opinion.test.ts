import { expect, it } from 'vitest';
import { decide } from '../../../sidecar/engine/index.ts';
import type { Policy, Source } from '../../../sidecar/engine/types.ts';
import type { DecisionMemo } from '../../../sidecar/worker/book.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';
import { SecondOpinion } from '../../../sidecar/worker/second-opinion.ts';
import { makePlainLines } from './support/plain-text.ts';

const policy: Policy = { mode: 'cache', canStore: true, originalsDir: '~/o' };
const kit = { tokens: loadTokens(), policy };
const lines = makePlainLines(100);
const source: Source = {
  text: lines.join('\n'),
  hint: { tool: 'Bash', command: 'say', path: '', question: 'what?', terms: [] },
  isError: false,
};
const answer = lines.slice(30, 50).join('\n');
const asking = { key: 'k', isNew: true, mayAsk: true };
const plain = decide(source, kit);

/** A memo in memory. @param isFull nothing can be written */
function makeMemo(isFull = false): DecisionMemo {
  const rows = new Map<string, string>();
  return {
    get: (key) => rows.get(key) ?? null,
    put: (key, value) => void (isFull || rows.set(key, value)),
    flush: () => !isFull,
  };
}

it('asks about a new text that stays whole, and uses the answer in the next walk', () => {
  const opinion = new SecondOpinion(makeMemo(), () => true);
  expect(plain.decision.reason).toBe('no-gain');
  expect(opinion.improve(plain, source, kit, asking)).toBe(plain);
  expect(opinion.isWaiting).toBe(true);
  expect(opinion.takeQuestions()).toEqual([{ key: 'k', text: source.text, question: 'what?' }]);
  expect(opinion.isWaiting).toBe(false);
  opinion.noteAnswer('k', answer);
  const { decision, original } = opinion.improve(plain, source, kit, { ...asking, mayAsk: false });
  expect(decision).toMatchObject({ by: ['second'], lossy: { unit: 'lines', shown: 28, total: 100 } });
  expect(decision.text).toContain('[headroom: 28 of 100 lines shown');
  expect(decision.tokensAfter).toBeLessThan(decision.tokensBefore);
  expect(original).toBe(source.text);
});

it('says the same from then on: without an engine, to texts that are old, in the process after this one', () => {
  const memo = makeMemo();
  const first = new SecondOpinion(memo, () => true);
  first.noteAnswer('k', answer);
  const { decision } = first.improve(plain, source, kit, asking);
  first.noteAnswer('k', lines[10]!);
  for (const opinion of [first, new SecondOpinion(memo, () => false)]) {
    for (const isNew of [true, false]) {
      expect(opinion.improve(plain, source, kit, { ...asking, isNew }).decision).toEqual(decision);
      expect(opinion.isWaiting).toBe(false);
    }
  }
});

it.each([
  ['it cannot answer now', { prepare: false }],
  ['the text was sent before', { about: { isNew: false } }],
  ['nobody may ask in this walk', { about: { mayAsk: false } }],
  ['the text is short', { source: { ...source, text: lines.slice(0, 30).join('\n') } }],
  ['the text is huge', { source: { ...source, text: makePlainLines(6000).join('\n') } }],
  ['the text is an error', { source: { ...source, isError: true } }],
  ['nothing can be stored', { kit: { ...kit, policy: { ...policy, canStore: false } } }],
  ['it may leave nothing out', { kit: { ...kit, policy: { ...policy, gentle: ['second'] } } }],
  ['ours shortens the text', { outcome: { ...plain, decision: { ...plain.decision, reason: 'code' as const } } }],
])('asks nothing when %s', (_what, over: Record<string, unknown>) => {
  const opinion = new SecondOpinion(makeMemo(), () => over.prepare !== false);
  const given = { outcome: plain, source, kit, ...over } as { outcome: typeof plain; source: Source; kit: typeof kit };
  const about = { ...asking, ...(over.about as object) };
  expect(opinion.improve(given.outcome, given.source, given.kit, about)).toBe(given.outcome);
  expect(opinion.isWaiting).toBe(false);
});

it('does not use what could not be kept up', () => {
  const opinion = new SecondOpinion(makeMemo(true), () => true);
  opinion.noteAnswer('k', answer);
  expect(opinion.improve(plain, source, kit, asking)).toBe(plain);
});

it('does not use what gains nothing, or is not lawful', () => {
  for (const bad of [lines.slice(0, 99).join('\n'), 'something else', '']) {
    const opinion = new SecondOpinion(makeMemo(), () => true);
    opinion.noteAnswer('k', bad);
    expect(opinion.improve(plain, source, kit, asking)).toBe(plain);
  }
});
