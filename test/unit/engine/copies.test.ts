import { describe, expect, it } from 'vitest';
import { Copies, CopyIndexes } from '../../../sidecar/engine/copies.ts';

const PLACE = 'the output of Bash `npm test` 2 tool results above';
const HEAD = `[headroom: new lines; "=12-40" stands for lines 12 to 40 of ${PLACE}]`;
const rows = (from: number, to: number, write: (n: number) => string) =>
  Array.from({ length: to - from + 1 }, (_, i) => write(from + i));
const passed = rows(1, 40, (n) => `ok ${n} - the case number ${n} of this suite passes`);
const read = (from: number, to: number, body = (n: number) => `  const value${n} = compute(${n});`) =>
  rows(from, to, (n) => `${String(n).padStart(6)}\t${body(n)}`).join('\n');

describe('Copies', () => {
  const call = (command: string, path = '') => ({ tool: 'Bash', command, path, question: '', terms: [] });
  const base = passed.join('\n');

  it('compares the same call, and calls that show the same file', () => {
    const copies = new Copies();
    copies.note({ text: base, hint: call('npm test'), result: 1 });
    copies.note({ text: read(1, 80), hint: call('cat src/a.ts'), result: 2 });
    const next = { text: `${base}\nend`, result: 3, isCode: false };
    expect(copies.compare({ ...next, hint: call('npm test') })).toBe(
      `${HEAD.replace('Bash `npm test`', 'the same call')}\n=1-40\nend`,
    );
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

  it('finds alike texts of other calls by their lines', () => {
    const copies = new Copies();
    copies.note({ text: base, hint: call('npm test'), result: 1 });
    copies.note({ text: rows(1, 40, (n) => `something else altogether ${n}`).join('\n'), hint: call('ls'), result: 2 });
    const next = { result: 3, isCode: false, hint: call('npx vitest run src/deep') };
    expect(copies.compare({ ...next, text: `${base}\nend` })).toBe(`${HEAD}\n=1-40\nend`);
    expect(copies.compare({ ...next, text: rows(1, 40, (n) => `nothing like that ${n}`).join('\n') })).toBeNull();
  });

  it('compares what a tool prints after an edit with the copy that was read', () => {
    const copies = new Copies();
    copies.note({ text: read(1, 80), hint: { ...call('', 'src/a.ts'), tool: 'Read' }, result: 1 });
    const text = read(30, 60, (n) => (n === 45 ? '  return null;' : `  const value${n} = compute(${n});`));
    const next = { text, result: 2, isCode: true };
    expect(copies.compare({ ...next, hint: { ...call('', 'src/a.ts'), tool: 'Edit' } })).toContain(
      '\n=30-44\n    45\t  return null;\n=46-60',
    );
    expect(copies.compare({ ...next, hint: { ...call('', 'src/a.ts'), tool: 'Read' } })).toBeNull();
  });

  it('leaves short texts alone', () => {
    const copies = new Copies();
    copies.note({ text: 'short', hint: call('ls'), result: 1 });
    expect(copies.compare({ text: 'short', hint: call('ls'), result: 2, isCode: false })).toBeNull();
  });

  it('finds the same with the indexes of earlier requests, whatever these were about', () => {
    const indexes = new CopyIndexes(1_000_000);
    const texts = [
      base,
      read(1, 80),
      passed.slice(0, 20).join('\n'),
      rows(1, 30, (n) => `row ${n} of a table`).join('\n'),
    ];
    const requests = [[0], [0, 1], [0, 1, 2], [0, 1], [1, 2], [0, 1, 2, 3], [3, 0], [0]];
    for (const request of requests) {
      const [kept, fresh] = [new Copies(indexes), new Copies()];
      request.forEach((which, result) => {
        const copy = { text: texts[which]!, hint: call(`call ${which}`), result };
        const next = { ...copy, text: `${base}\n${read(20, 60)}\nend`, isCode: false };
        expect(kept.compare(next)).toBe(fresh.compare(next));
        for (const copies of [kept, fresh]) copies.note(copy);
      });
      const last = { text: `${base}\nend`, hint: call('npm test'), result: 9, isCode: false };
      expect(kept.compare(last)).toBe(fresh.compare(last));
    }
  });
});
