import { expect, it } from 'vitest';
import { Copies, type Outcome } from '../../../sidecar/engine/index.ts';
import type { Decision } from '../../../sidecar/engine/types.ts';
import { Deltas } from '../../../sidecar/worker/deltas.ts';

const hint = { tool: 'Bash', command: 'npm test', path: '', question: '', terms: [] };
const lines = Array.from({ length: 40 }, (_, i) => `ok ${i} - the case number ${i} passes`);
const measure = (text: string) => text.length;
const outcome = (decision: Partial<Decision> = {}): Outcome => ({
  decision: { text: null, by: [], reason: 'no-gain', tokensBefore: 10, tokensAfter: 10, ...decision },
  faults: [],
});

function createCopies(): Copies {
  const copies = new Copies();
  copies.note({ text: lines.join('\n'), hint, result: 1 });
  return copies;
}
const again = { text: [...lines, 'done'].join('\n'), hint, result: 2 };

it('replaces what differs little from an earlier result, and says so', () => {
  const { decision } = new Deltas(measure).shorten(outcome(), again, createCopies());
  expect(decision.text).toMatch(/^\[headroom: new lines; .*\]\n=1-40\ndone$/);
  expect(decision.by).toEqual(['delta']);
  expect(decision.reason).toBeUndefined();
  expect(decision.tokensBefore).toBe(again.text.length);
  expect(decision.tokensAfter).toBe(decision.text!.length);
});

it('stands on top of what a compressor made, and keeps what that left out known', () => {
  const lossy = { unit: 'lines', shown: 41, total: 400 };
  const made = outcome({
    text: again.text,
    by: ['log'],
    lossy,
    originalId: 'x',
    tokensBefore: 9000,
    tokensAfter: 1500,
  });
  const { decision } = new Deltas(measure).shorten(made, again, createCopies());
  expect(decision).toMatchObject({ by: ['log', 'delta'], lossy, originalId: 'x', tokensBefore: 9000 });
});

it('is content with less where a tool confirms an edit', () => {
  const read = lines.map((line, at) => `${at + 1}\t${line}`);
  const copies = new Copies();
  copies.note({ text: read.join('\n'), hint: { ...hint, tool: 'Read', command: '', path: 'a.ts' }, result: 1 });
  const written = Array.from({ length: 24 }, (_, i) => `${i + 1}\tconst value${i} = compute(${i}, 'and more');`);
  const text = [...written, ...read.slice(24, 36)].join('\n');
  const by = (tool: string) => {
    const copy = { text, hint: { ...hint, tool, command: '', path: 'a.ts' }, result: 2 };
    return new Deltas(measure).shorten(outcome(), copy, copies).decision.by;
  };
  expect([by('Edit'), by('Show')]).toEqual([['delta'], []]);
});

it('changes nothing when there is little to gain, nothing to compare with, or something asked for whole', () => {
  const deltas = new Deltas(measure);
  const other = { ...again, text: [...lines.slice(0, 12), ...lines.map((line) => `now ${line}`)].join('\n') };
  for (const [pure, copy, copies] of [
    [outcome(), other, createCopies()],
    [outcome(), again, new Copies()],
    [outcome({ reason: 'recalled' }), again, createCopies()],
    [outcome({ text: 'a reference', by: ['same'] }), again, createCopies()],
  ] as const)
    expect(deltas.shorten(pure, copy, copies)).toBe(pure);
});
