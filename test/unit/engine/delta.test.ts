import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Copies, formatDelta } from '../../../sidecar/engine/delta.ts';
import { applyDelta } from './apply-delta.ts';

const PLACE = 'the output of Bash `npm test` 2 tool results above';
const HEAD = `[headroom: what is new here; "=12-40" stands for the unchanged lines 12 to 40 of ${PLACE}]`;
const plain = (text: string) => ({ text, isCode: false });
const code = (text: string) => ({ text, isCode: true });
const rows = (from: number, to: number, write: (n: number) => string) =>
  Array.from({ length: to - from + 1 }, (_, i) => write(from + i));
const passed = rows(1, 40, (n) => `ok ${n} - the case number ${n} of this suite passes`);
const read = (from: number, to: number, body = (n: number) => `  const value${n} = compute(${n});`) =>
  rows(from, to, (n) => `${String(n).padStart(6)}\t${body(n)}`).join('\n');

describe('formatDelta', () => {
  it('names unchanged runs by their lines and sends the rest', () => {
    const now = [...passed];
    now[9] = 'not ok 10 - expected 3 to be 4';
    now.push('done in 12 ms');
    expect(formatDelta(passed.join('\n'), plain(now.join('\n')), PLACE)).toBe(
      `${HEAD}\n=1-9\nnot ok 10 - expected 3 to be 4\n=11-40\ndone in 12 ms`,
    );
  });

  it('finds lines that moved', () => {
    const now = [...passed.slice(20), ...passed.slice(0, 20)];
    expect(formatDelta(passed.join('\n'), plain(now.join('\n')), PLACE)).toBe(`${HEAD}\n=21-40\n=1-20`);
  });

  it('gives nothing for texts with little in common, patchworks, and texts that hold a reference already', () => {
    const other = rows(1, 40, (n) => `a line of something else ${n}`);
    expect(formatDelta(passed.join('\n'), plain(other.join('\n')), PLACE)).toBeNull();
    const mixed = passed.flatMap((line, at) => (at % 2 === 0 ? [line] : [`x${at}`]));
    expect(formatDelta(passed.join('\n'), plain(mixed.join('\n')), PLACE)).toBeNull();
    expect(formatDelta(passed.join('\n'), plain([...passed, '=1-3'].join('\n')), PLACE)).toBeNull();
  });

  it('names the lines of numbered files by the numbers they show', () => {
    expect(formatDelta(read(101, 200), code(read(151, 220)), PLACE)).toBe(`${HEAD}\n=151-200\n${read(201, 220)}`);
  });

  it('never stands for code that was changed since, nor for code without line numbers that is no piece of it', () => {
    const edited = read(1, 100, (n) => (n === 50 ? '  return null;' : `  const value${n} = compute(${n});`));
    expect(formatDelta(read(1, 100), code(edited), PLACE)).toBeNull();
    expect(formatDelta(read(1, 100), plain(edited), PLACE)).toBeNull();
    expect(formatDelta(read(1, 40), code(read(60, 90)), PLACE)).toBeNull();
    const body = rows(1, 60, (n) => `const value${n} = compute(${n});`);
    const piece = body.slice(9, 30).join('\n');
    expect(formatDelta(body.join('\n'), code(piece), PLACE)).toBe(`${HEAD}\n=10-30`);
    expect(formatDelta(body.join('\n'), code(`${piece}\nreturn value1;`), PLACE)).toBeNull();
    expect(formatDelta(read(1, 60), code(body.join('\n')), PLACE)).toBeNull();
  });

  it('loses nothing: the earlier copy and the delta give the newer text back', () => {
    const line = fc.oneof(
      { weight: 4, arbitrary: fc.nat(30).map((n) => `the line number ${n} of an output`) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
      { weight: 1, arbitrary: fc.constantFrom('', '=1-2', '=1', '12\tx', '13\ty', '  14→z', '\r') },
    );
    const numbered = fc.tuple(fc.nat(20), fc.nat(60)).map(([from, more]) => read(from, from + more, (n) => `${n % 7}`));
    const text = fc.oneof(
      { weight: 3, arbitrary: fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n')) },
      { weight: 1, arbitrary: numbered },
    );
    const pair = text.chain((base) => {
      const lines = base.split('\n');
      const change = fc.record({
        at: fc.nat(lines.length - 1),
        gone: fc.nat(4),
        put: fc.array(line, { maxLength: 3 }),
      });
      return fc.array(change, { maxLength: 4 }).map((changes) => {
        const now = [...lines];
        for (const { at, gone, put } of changes) now.splice(at, gone, ...put);
        return [base, now.join('\n')] as const;
      });
    });
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(pair, fc.tuple(text, text)), fc.boolean(), ([base, now], isCode) => {
        const delta = formatDelta(base, { text: now, isCode }, PLACE);
        if (delta === null) return;
        found++;
        expect(applyDelta(base, delta)).toBe(now);
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it('stays linear on lines that are all alike', () => {
    const many = 'the same line again and again\n'.repeat(100_000);
    expect(formatDelta(many, plain(`${many}end`), PLACE)).toContain('end');
    const blank = '\n'.repeat(300_000);
    expect(formatDelta(blank, plain(`x${blank}`), PLACE)).toContain('=');
  });
});

describe('Copies', () => {
  const call = (command: string, path = '') => ({ tool: 'Bash', command, path, question: '', terms: [] });
  const base = passed.join('\n');

  it('compares the same call, and calls that show the same file', () => {
    const copies = new Copies();
    copies.note({ text: base, hint: call('npm test'), result: 1 });
    copies.note({ text: read(1, 80), hint: call('cat src/a.ts'), result: 2 });
    const next = { text: `${base}\nend`, result: 3, isCode: false };
    expect(copies.compare({ ...next, hint: call('npm test') })).toBe(`${HEAD}\n=1-40\nend`);
    expect(copies.compare({ ...next, hint: call('npm run lint') })).toBeNull();
    const piece = { text: read(20, 60), result: 4, isCode: true, hint: { ...call('', 'src/a.ts'), tool: 'Read' } };
    expect(copies.compare(piece)).toContain('=20-60');
  });

  it('chooses the copy that leaves least to send', () => {
    const copies = new Copies();
    copies.note({ text: base, hint: call('npm test'), result: 1 });
    copies.note({ text: passed.slice(0, 20).join('\n'), hint: call('npm test'), result: 2 });
    const delta = copies.compare({ text: `${base}\nend`, hint: call('npm test'), result: 3, isCode: false });
    expect(delta).toContain('2 tool results above');
  });

  it('leaves short texts alone', () => {
    const copies = new Copies();
    copies.note({ text: 'short', hint: call('ls'), result: 1 });
    expect(copies.compare({ text: 'short', hint: call('ls'), result: 2, isCode: false })).toBeNull();
  });
});
