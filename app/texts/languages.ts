import { english } from './english/index.ts';
import type { Texts } from './types.ts';

export interface Language {
  /** BCP 47: what `lang` on the root says, and what plurals, lists and "2 minutes ago" are made with. */
  readonly tag: string;
  /** Its name in itself, as the menu has it. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  load(): Promise<Texts>;
}

/** The languages that can be chosen. The first is built in; every other `load` is a dynamic import. */
export const languages: readonly [Language, ...Language[]] = [
  { tag: 'en', name: 'English', dir: 'ltr', load: async () => english },
];

/** English, made longer and put in brackets: whatever is shown without them is no text of a catalogue. Never in the menu. */
export const pseudoLanguage: Language = {
  tag: 'en',
  name: 'Pseudo',
  dir: 'ltr',
  load: async () => (await import('./pseudo.ts')).makePseudo(english),
};
