import { expect, it } from 'vitest';
import { pickLanguage } from '../../../../app/state/create-language-choice.ts';
import { type Language, languages } from '../../../../app/texts/index.ts';

const [english] = languages;
const make = (tag: string): Language => ({ ...english, tag });
const [german, brazilian] = [make('de'), make('pt-BR')];
const all = [english, german, brazilian] as const;

it('speaks what was chosen, whatever the system speaks', () => {
  expect(pickLanguage('de', ['pt-BR'], all)).toBe(german);
});

it('follows the system: its first language that there is, without its region if need be', () => {
  expect(pickLanguage('system', ['fr-FR', 'de-AT', 'en'], all)).toBe(german);
  expect(pickLanguage('system', ['pt-BR'], all)).toBe(brazilian);
});

it('speaks the built-in one when there is none of these', () => {
  expect(pickLanguage('system', ['fr-FR', 'pt-PT'], all)).toBe(english);
  expect(pickLanguage('fr', ['de'], all)).toBe(english);
});
