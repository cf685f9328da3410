import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDelta } from '../../../sidecar/engine/delta.ts';
import { applyDelta, bare, hasOtherNumbers } from './apply-delta.ts';

const PLACE = 'the output of Bash `npm test` 2 tool results above';
const HEAD = `[headroom: new lines; "=12-40" stands for lines 12 to 40 of ${PLACE}]`;
const APART = HEAD.replace('to 40 of', 'to 40, numbers in front apart, of');
const UNKNOWN = { old: null, now: null };
const plain = (text: string) => ({ text, isCode: false, isEcho: false, first: UNKNOWN });
const code = (text: string) => ({ text, isCode: true, isEcho: false, first: UNKNOWN });
const echo = (text: string) => ({ text, isCode: true, isEcho: true, first: UNKNOWN });
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
  });

  it('compares code with and without numbers when one is a piece of the other', () => {
    const body = rows(1, 60, (n) => `  const value${n} = compute(${n});`);
    expect(formatDelta(read(1, 60), code(body.join('\n')), PLACE)).toBe(`${APART}\n=1-60`);
    expect(formatDelta(body.join('\n'), code(read(20, 50)), PLACE)).toBe(`${APART}\n=20-50`);
    expect(formatDelta(body.slice(9).join('\n'), code(read(20, 50)), PLACE)).toBe(`${APART}\n=11-41 (now 20-50)`);
    expect(formatDelta(body.join('\n'), code(`${read(20, 50)}\n    51\tlast();`), PLACE)).toBeNull();
    expect(formatDelta(body.join('\n'), code(`${read(20, 50)}\n(end of file)`), PLACE)).toBe(
      `${APART}\n=20-50\n(end of file)`,
    );
  });

  it('compares pieces of a file whose places the calls tell', () => {
    const body = rows(1, 300, (n) => (n % 3 === 0 ? '  },' : `    "value": ${n},`));
    const piece = (from: number, to: number) => body.slice(from - 1, to).join('\n');
    const next = { ...code(piece(107, 206)), first: { old: 101, now: 107 } };
    expect(formatDelta(piece(101, 200), next, PLACE)).toBe(`${HEAD}\n=7-100\n${piece(201, 206)}`);
    expect(formatDelta(piece(101, 200), { ...next, first: UNKNOWN }, PLACE)).toBeNull();
    expect(formatDelta(piece(101, 200), { ...next, first: { old: 101, now: 106 } }, PLACE)).toBeNull();
    // Codex leaves the newline at the end, Gemini cuts the white space at both ends.
    const ended = { ...next, text: `${piece(107, 206)}\n` };
    expect(formatDelta(`${piece(101, 200)}\n`, ended, PLACE)).toBe(`${HEAD}\n=7-100\n${piece(201, 206)}\n`);
    const cut = { ...next, text: piece(107, 206).trim() };
    expect(formatDelta(piece(101, 200).trim(), cut, PLACE)).toBe(
      `${HEAD}\n${piece(107, 107).trim()}\n=8-100\n${piece(201, 206)}`,
    );
    const changed = { ...next, text: piece(107, 206).replace('127', '128') };
    expect(formatDelta(piece(101, 200), changed, PLACE)).toBeNull();
  });

  it('tells of what a tool prints after an edit only what was changed, and which numbers the rest has now', () => {
    const edited = read(1, 102, (n) =>
      n < 50
        ? `  const value${n} = compute(${n});`
        : n < 53
          ? `  added(${n});`
          : `  const value${n - 2} = compute(${n - 2});`,
    );
    expect(formatDelta(read(1, 100), echo(edited), PLACE)).toBe(
      `${HEAD}\n=1-49\n    50\t  added(50);\n    51\t  added(51);\n    52\t  added(52);\n=51-100 (now 53-102)`,
    );
    expect(applyDelta(read(1, 100), formatDelta(read(1, 100), echo(edited), PLACE)!)).toBe(edited);
    expect(formatDelta(read(1, 100), code(edited), PLACE)).toBeNull();
  });

  it('compares every piece that a refused edit shows', () => {
    const shown = `This edit breaks the syntax:\n${read(40, 48)}\n    49\tbroken(\n${read(50, 60)}\nIt was:\n${read(40, 60)}`;
    expect(formatDelta(read(1, 100), echo(shown), PLACE)).toBe(
      `${HEAD}\nThis edit breaks the syntax:\n=40-48\n    49\tbroken(\n=50-60\nIt was:\n=40-60`,
    );
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
      fc.property(fc.oneof(pair, fc.tuple(text, text)), fc.boolean(), fc.boolean(), ([base, now], isCode, isEcho) => {
        const delta = formatDelta(base, { text: now, isCode, isEcho, first: UNKNOWN }, PLACE);
        if (delta === null) return;
        found++;
        const again = applyDelta(base, delta);
        if (hasOtherNumbers(delta)) expect(again.split('\n').map(bare)).toEqual(now.split('\n').map(bare));
        else expect(again).toBe(now);
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
