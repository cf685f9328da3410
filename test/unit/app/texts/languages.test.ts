import { describe, expect, it } from 'vitest';
import { english } from '../../../../app/texts/english/index.ts';
import { language, languages, speak, texts } from '../../../../app/texts/index.ts';
import { pseudoLanguage } from '../../../../app/texts/languages.ts';

/** Texts by their path; functions are left out. */
function listTexts(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => listTexts(each, `${path}.${name}`));
}

/** Commands and goals of links in a text. */
function listMarks(text: string): readonly string[] {
  return (text.match(/`[^`]+`|\]\(#\/[^)]*\)/g) ?? []).toSorted();
}

describe.each([...languages, pseudoLanguage])('$name', ({ tag, load }) => {
  it('has a tag that Intl knows', () => {
    expect(Intl.PluralRules.supportedLocalesOf(tag)).toEqual([tag]);
  });

  it('has the commands and links of English in each text', async () => {
    const own = new Map(listTexts(await load()));
    const reference = listTexts(english);
    expect(reference.length).toBeGreaterThan(300);
    for (const [path, text] of reference) {
      expect([path, listMarks(own.get(path) ?? '')]).toEqual([path, listMarks(text)]);
    }
  });
});

it('speaks the built-in language until another is loaded', async () => {
  expect([language(), texts()]).toEqual([languages[0], english]);
  await expect(speak({ ...pseudoLanguage, load: () => Promise.reject(new Error('no file')) })).rejects.toThrow(
    'no file',
  );
  expect(texts()).toBe(english);
  await speak(pseudoLanguage);
  expect(language()).toBe(pseudoLanguage);
  expect(texts().shell.pages).toMatch(/^⟦/);
  await speak(languages[0]);
});
