import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSecond } from '../../../sidecar/engine/index.ts';
import type { Goal, Hint } from '../../../sidecar/engine/types.ts';
import { makePlainLines } from '../worker/support/plain-text.ts';

const hint: Hint = { tool: 'Bash', command: 'say', path: '', question: '', terms: [] };
const goal: Goal = { lossless: false, count: (text) => text.length, estimate: (text) => text.length };
const lines = makePlainLines(40);
const text = lines.join('\n');
const shorten = (answer: string, over: { text?: string; hint?: Hint; lossless?: boolean } = {}) =>
  makeSecond(answer).compress(over.text ?? text, over.hint ?? hint, { ...goal, lossless: over.lossless ?? false });

describe('makeSecond', () => {
  it('sends the source’s own lines, both ends among them, and marks every gap', () => {
    const answer = lines.filter((_, at) => at >= 10 && at < 20).map((line) => `  ${line}`);
    const made = shorten(answer.join('\n'));
    expect(made?.text.split('\n')).toEqual([
      ...lines.slice(0, 4),
      '… 6 lines',
      ...lines.slice(10, 20),
      '… 16 lines',
      ...lines.slice(36),
    ]);
    expect(made?.lossy).toEqual({ unit: 'lines', shown: 18, total: 40 });
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n '],
    ['a line of its own', `${lines[0]}\nand more`],
    ['a part of a line', lines.map((line) => line.slice(1)).join('\n')],
    ['two lines joined', `${lines[0]} ${lines[1]}`],
    ['another order', [...lines].reverse().join('\n')],
    ['a line twice', `${lines[5]}\n${lines[5]}`],
    ['everything', text],
  ])('throws an answer away that has %s', (_what, answer) => {
    expect(shorten(answer)).toBeNull();
  });

  it('keeps errors, warnings and what was asked for, whatever the answer says', () => {
    const loud = [...lines];
    loud[20] = 'ERROR the disk is full';
    loud[22] = 'warning: kalomi is deprecated';
    loud[24] = 'the answer is Zanzibar';
    const asked = { ...hint, terms: ['zanzibar'] };
    const made = shorten(lines[10]!, { text: loud.join('\n'), hint: asked });
    for (const at of [20, 22, 24]) expect(made?.text.split('\n')).toContain(loud[at]);
  });

  it('never leaves anything out where nothing may be', () => {
    expect(shorten(lines[10]!, { lossless: true })).toBeNull();
    expect(shorten(lines[1]!, { text: lines.slice(0, 10).join('\n') })).toBeNull();
  });

  it('never touches a view of a file, with or without lines of the editor around it', () => {
    const view = lines.map((line, at) => `${at + 100}:${line}`);
    const own = ['[File: a.txt (900 lines total)]', '(99 lines above)', 'Text replaced. Please review the changes.'];
    for (const all of [view, [...own, ...view]]) {
      expect(shorten(all.slice(10, 20).join('\n'), { text: all.join('\n') })).toBeNull();
    }
  });

  it('whatever the answer is: every line sent is the source’s or counts a gap, in order, and the counts add up', () => {
    const answers = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.subarray(lines).map((some) => some.join('\n')),
      fc.array(fc.constantFrom(...lines, '', 'x'), { maxLength: 30 }).map((some) => some.join('\n')),
    );
    fc.assert(
      fc.property(answers, (answer) => {
        const made = shorten(answer);
        if (made === null) return;
        let at = 0;
        for (const line of made.text.split('\n')) {
          const gap = /^… (\d+) lines?$/.exec(line);
          if (gap !== null) at += Number(gap[1]);
          else expect(line).toBe(lines[at++]);
        }
        expect(at).toBe(lines.length);
      }),
    );
  });
});
