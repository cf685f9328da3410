import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBrief } from '../../../sidecar/engine/brief.ts';
import { estimateTokens } from '../../../sidecar/engine/index.ts';

const hint = { tool: 'Bash', command: 'serve', path: '', question: 'what about oven7', terms: ['oven7', 'the'] };
const estimate = estimateTokens;

function log(count: number, special: Record<number, string>): string {
  return Array.from({ length: count }, (_, at) => special[at] ?? `10:00:${at} the tray ${at} was baked`).join('\n');
}

describe('makeBrief', () => {
  it('keeps both ends, errors and what was asked for, and counts every gap', () => {
    const text = log(60, { 20: 'ERROR door is stuck', 40: 'oven7 is at 230 degrees' });
    const brief = makeBrief(text, hint, { budget: 200, estimate });
    expect(brief?.text.split('\n').slice(4, -4)).toEqual([
      '… 16 lines',
      'ERROR door is stuck',
      '… 19 lines',
      'oven7 is at 230 degrees',
      '… 15 lines',
    ]);
    expect([brief?.shown, brief?.total]).toEqual([10, 60]);
  });

  it('gives errors the budget before anything else, and gives up where the ends alone are too much', () => {
    const special = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [10 + at, `oven7 says ${at}`]));
    const text = log(60, { ...special, 50: 'ERROR the last one' });
    expect(makeBrief(text, hint, { budget: 130, estimate })?.text).toContain('ERROR the last one');
    expect(makeBrief(text, hint, { budget: 60, estimate })).toBeNull();
    expect(makeBrief('short', hint, { budget: 1000, estimate })).toBeNull();
  });

  it('has only whole lines of the source, in their order, and gaps that add up', () => {
    const line = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('ERROR x', 'warning: y', 'oven7', ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 80 }), fc.nat(600), (drawn, budget) => {
        const lines = drawn.map((one) => one.replaceAll('\n', ' ').replaceAll('…', ' '));
        const brief = makeBrief(lines.join('\n'), hint, { budget, estimate });
        if (brief === null) return;
        let at = 0;
        for (const one of brief.text.split('\n')) {
          const gap = /^… (\d+) lines?$/.exec(one)?.[1];
          if (gap === undefined) expect(one).toBe(lines[at++]);
          else at += Number(gap);
        }
        expect(at).toBe(lines.length);
      }),
    );
  });
});
