import { describe, expect, it } from 'vitest';
import { findLines, makeMatch, readWords } from '../../../sidecar/store/search-words.ts';

describe('makeMatch', () => {
  it.each([
    ['one two', '"one" "two"*'],
    ['"one two" three', '"one two" "three"*'],
    ['one "two three"', '"one" "two three"'],
    ['NOT a OR b*', '"NOT" "a" "OR" "b*"*'],
    ['open" ended', '"open" "ended"*'],
    ['text:x (y)', '"text:x" "(y)"*'],
    ['nul\0inside', '"nul" "inside"*'],
  ])('takes %j as words', (query, match) => expect(makeMatch(readWords(query))).toBe(match));

  it.each(['', '  ', '"', '""', '→ !!', '\0'])('has nothing to look for in %j', (query) =>
    expect(makeMatch(readWords(query))).toBeNull(),
  );

  it('is bounded, whatever is typed', () => expect(readWords('a '.repeat(5000))).toHaveLength(32));
});

describe('findLines', () => {
  const lines = (text: string, query: string) => findLines(text, readWords(query), 5).map(({ line }) => line);

  it('puts lines with more of the words first', () => expect(lines('b\na\nx\na b', 'a b')).toEqual([4, 1, 2]));
  it('tells a word from the middle of another', () => expect(lines('error\nerr', '"err"')).toEqual([2]));
  it('lets the last word go on', () => expect(lines('connection\nother', 'CONN')).toEqual([1]));
  it('does not mind accents', () => expect(lines('x\nCafé', 'cafe')).toEqual([2]));
  it('finds a phrase over a line end by its parts', () => expect(lines('x\nfoo\nbar', '"foo bar"')).toEqual([2, 3]));

  it('shows what was found of a line without end', () => {
    const [found] = findLines(`${'x '.repeat(50_000)}needle${' y'.repeat(50_000)}`, readWords('needle'), 5);
    expect(found?.text).toContain('needle');
    expect(found?.text.length).toBeLessThanOrEqual(302);
  });
});
