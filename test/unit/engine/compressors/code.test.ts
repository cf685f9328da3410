import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code } from '../../../../sidecar/engine/compressors/code.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const goal = (lossless: boolean): Goal => ({
  lossless,
  count: (text) => text.length / 4,
  estimate: (text) => text.length / 4,
});
const read = (question: string): Hint => ({ tool: 'Read', command: '', path: 'oven.ts', question, terms: [] });
const method = (name: string) =>
  [
    `  ${name}(tray: Tray): Cake {`,
    ...Array.from({ length: 12 }, (_, i) => `    this.${name}Step(${i}, tray)`),
    '  }',
  ].join('\n');
const source = ['export class Oven {', ...['heat', 'bakeBread', 'cool', 'clean'].map(method), '}'].join('\n').repeat(3);
const asked = read('How does `bakeBread` work?');

describe('code', () => {
  it('outlines a file that is read to understand one function', () => {
    expect(code.score(source, asked)).toBeGreaterThanOrEqual(0.5);
    const done = code.compress(source, asked, goal(false))!;
    expect(done.text).toContain('this.bakeBreadStep(11, tray)');
    expect(done.text).toContain('  cool(tray: Tray): Cake { … 13 lines\n');
    expect(done.lossy).toEqual({
      unit: 'lines',
      shown: source.split('\n').length - 9 * 13,
      total: source.split('\n').length,
    });
  });

  it.each([
    'Fix `bakeBread`.',
    'How does `bakeBread` work? Then add a timer.',
    'Explain the oven.',
    'Where is the salt? See `bakeSalt`.',
    '',
  ])('leaves the file whole for %j', (question) => {
    const hint = read(question);
    expect(code.score(source, hint) >= 0.5 ? code.compress(source, hint, goal(false)) : null).toBeNull();
  });

  it('leaves nothing out when nothing may leave the wire, and short files whole', () => {
    expect(code.compress(source, asked, goal(true))).toBeNull();
    expect(code.score(source.slice(0, 500), asked)).toBe(0);
  });

  it('shows only whole lines of the source, in order, and says how many are missing in each gap', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'def bakeBread(x):',
        'function f(a) {',
        '  m(b) {',
        '}',
        '  }',
        '',
        'import a',
        '// note',
        'class A {',
      ),
      fc.constant('def bakeBread(x):\n    step()\n    step()\ndef cool():\n    a()\n    b()\n    c()\n    d()'),
      fc.constantFrom('    step()', '  return x', '\treturn y', '@cached', 'void A::b(', '  int c)', '{', '"""'),
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll('…', '')),
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 80 }), (lines) => {
        const done = code.compress(lines.join('\n'), asked, goal(false));
        if (done === null) return;
        found++;
        const all = lines.join('\n').split('\n');
        let at = 0;
        for (const shown of done.text.split('\n')) {
          const gap = /(?:^| )… (\d+) lines(?: of imports(?: and more)?)?$/.exec(shown);
          if (gap === null || gap.index > 0) expect(gap === null ? shown : shown.slice(0, gap.index)).toBe(all[at++]);
          at += Number(gap?.[1] ?? 0);
        }
        expect(at).toBe(all.length);
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
