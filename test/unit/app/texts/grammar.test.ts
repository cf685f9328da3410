import { expect, it } from 'vitest';
import { createGrammar } from '../../../../app/texts/grammar.ts';

it('has the forms of a language for counts', () => {
  const { plural } = createGrammar('en');
  const forms = { one: 'request', other: 'requests' };
  expect([0, 1, 2].map((count) => plural(count, forms))).toEqual(['requests', 'request', 'requests']);
  const polish = { one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' };
  expect([1, 3, 5].map((count) => createGrammar('pl').plural(count, polish))).toEqual(['plik', 'pliki', 'plików']);
});

it('takes the general form where a language names no other', () => {
  expect(createGrammar('pl').plural(3, { other: 'pliku' })).toBe('pliku');
});

it('makes lists as a language does', () => {
  const { list, series } = createGrammar('en-GB');
  expect(list(['Codex', 'Claude Code'])).toBe('Codex and Claude Code');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(series(['a', 'b', 'c'])).toBe('a, b, c');
  expect(createGrammar('de').list(['a', 'b'])).toBe('a und b');
});
