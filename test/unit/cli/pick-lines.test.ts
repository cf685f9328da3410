import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickLines, searchLines } from '../../../sidecar/cli/pick-lines.ts';

const text = 'one\ntwo\r\nthree\n\nfive';

describe('pickLines', () => {
  it('gives lines as they stand, with their line ends', () => {
    expect(pickLines(text, { from: 2, to: 3 })).toBe('two\r\nthree\n');
    expect(pickLines(text, { from: 5, to: 9 })).toBe('five');
    expect(pickLines(text, { from: 6, to: 9 })).toBe('');
    expect(pickLines('a\n', { from: 2, to: 2 })).toBe('');
  });

  it('cuts any text into parts that make it up again', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'bb', '', '\n', '\n', '\r\n', '…'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 8 }), (whole, cut) => {
        const rest = pickLines(whole, { from: cut + 1, to: Number.POSITIVE_INFINITY });
        expect(pickLines(whole, { from: 1, to: cut }) + rest).toBe(whole);
      }),
    );
  });
});

describe('searchLines', () => {
  it('numbers the lines that match, within the range', () => {
    expect(searchLines(text, /t/)).toBe('2:two\r\n3:three\n');
    expect(searchLines(text, /t/, { from: 3, to: 4 })).toBe('3:three\n');
    expect(searchLines(text, /^$/)).toBe('4:\n');
    expect(searchLines(text, /nothing/)).toBe('');
    expect(searchLines('a\n', /^/)).toBe('1:a\n');
  });

  it('stops a pattern that backtracks without end', () => {
    expect(() => searchLines(`${'a'.repeat(60)}!`, /^(a+)+$/)).toThrow(expect.objectContaining({ code: 'cli.usage' }));
  });
});
