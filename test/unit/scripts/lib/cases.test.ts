import { describe, expect, it } from 'vitest';
import { formatCase, parseCase, runCase } from '../../../../scripts/lib/cases.ts';
import type { Compressor } from '../../../../sidecar/engine/types.ts';

const tokens = { count: (text: string) => text.length, estimate: (text: string) => text.length };

describe('parseCase', () => {
  it('reads head, input and expectation byte for byte', () => {
    const one = parseCase('# question: where is X?\n# lossless: yes\n# not a head\n\x1b[1mred\r\n\n-----\nout\n\n');
    expect(one.input).toBe('# not a head\n\x1b[1mred\r\n');
    expect(one.expected).toBe('out\n');
    expect(one.hint.question).toBe('where is X?');
    expect(one.lossless).toBe(true);
  });

  it('refuses what it would misread', () => {
    expect(() => parseCase('a\nb\n')).toThrow(/five dashes/);
    expect(() => parseCase('a\n-----\nb\n-----\nc\n')).toThrow(/five dashes/);
    expect(() => parseCase('# qestion: x\na\n-----\nb\n')).toThrow(/qestion/);
  });

  it('takes terms of the question, the command and the path, as the engine does', () => {
    expect(parseCase('# question: find ORDER-77\n# path: src/shop.ts\nx\n-----\ny\n').hint.terms).toEqual(
      expect.arrayContaining(['order-77', 'src/shop.ts']),
    );
  });
});

describe('runCase and formatCase', () => {
  const make = (compress: Compressor['compress']): Compressor => ({
    id: 'x',
    stage: 'shape',
    score: () => 1,
    compress,
  });

  it('write results so that they are read back the same', () => {
    const one = parseCase('# tool: Bash\ninput\n-----\nold\n');
    for (const compressor of [
      make((text) => ({ text: `${text}!` })),
      make(() => ({ text: 'short', lossy: { unit: 'lines', shown: 1, total: 9 } })),
      make(() => null),
    ]) {
      const result = runCase(compressor, one, tokens);
      const again = parseCase(formatCase(one, result));
      expect(again.expected).toBe(result);
      expect(again.input).toBe('input');
      expect(again.head).toBe('# tool: Bash\n');
    }
    expect(
      runCase(
        make(() => null),
        one,
        tokens,
      ),
    ).toBe('(untouched)');
    expect(
      runCase(
        make(() => ({ text: 's', lossy: { unit: 'rows', shown: 1, total: 9 } })),
        one,
        tokens,
      ),
    ).toBe('s\n----- 1 of 9 rows');
  });

  it('pass the goal on', () => {
    const spy = make((text, hint, goal) => ({ text: `${text} ${hint.tool} ${goal.lossless} ${goal.count('abc')}` }));
    expect(runCase(spy, parseCase('# tool: T\n# lossless: yes\nin\n-----\n\n'), tokens)).toBe('in T true 3');
  });
});
