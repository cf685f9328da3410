import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grepLines, takeLines } from '../../../sidecar/mcp/excerpt.ts';

const everything = { from: 1, to: Number.POSITIVE_INFINITY };

describe('takeLines', () => {
  it('gives the whole text byte for byte when it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ü'), maxLength: 60 }), (text) => {
        expect(takeLines(text, everything)).toMatchObject({ text, from: 1, isCut: false });
      }),
    );
  });

  it('pages through any text without losing a line', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(lines, (given) => {
        const pages: string[] = [];
        for (let from = 1; from <= given.length; ) {
          const page = takeLines(given.join('\n'), { from, to: Number.POSITIVE_INFINITY }, 10);
          pages.push(page.text);
          from = page.to + 1;
        }
        expect(pages.join('\n')).toBe(given.join('\n'));
      }),
    );
  });

  it('cuts a line that is longer than an answer, and says so', () => {
    expect(takeLines('a'.repeat(30), everything, 10)).toEqual({
      text: 'a'.repeat(10),
      from: 1,
      to: 1,
      total: 1,
      isCut: true,
    });
  });

  it('moves bounds beyond the ends to them', () => {
    expect(takeLines('one\ntwo', { from: 2, to: 99 })).toMatchObject({ text: 'two', from: 2, to: 2, total: 2 });
    expect(takeLines('one\ntwo', { from: 50, to: 99 }).text).toBe('two');
  });
});

describe('grepLines', () => {
  it('numbers the lines as they stand in the whole text', () => {
    expect(grepLines('one\ntwo\nthree', 't', everything)).toEqual({ text: '2:two\n3:three\n', shown: 2, total: 2 });
    expect(grepLines('one\ntwo\nthree', '(?i)T', { from: 3, to: 3 }).text).toBe('3:three\n');
  });

  it('says how many match beyond what fits', () => {
    expect(grepLines('aaaa\n'.repeat(10), 'a', everything, 20)).toMatchObject({ shown: 2, total: 10 });
  });

  it('stops a pattern that backtracks without end', () => {
    expect(() => grepLines(`${'a'.repeat(60)}!`, '^(a+)+$', everything)).toThrow(
      expect.objectContaining({ code: 'api.invalid' }),
    );
  });
});
