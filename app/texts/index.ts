// Job: every text of the page, one catalogue per language, and the language that is spoken now.
// Law: a catalogue holds whole sentences and no state; English is built in, the others come when they are chosen.
// Neighbours: the types of ui/format.ts; pages/, state/, ui/ and api/ say nothing that is not from here.
import { createSignal } from 'solid-js';
import { english } from './english/index.ts';
import { type Language, languages } from './languages.ts';
import type { Texts } from './types.ts';

export { type Language, languages } from './languages.ts';
export type { Texts } from './types.ts';

const [spoken, setSpoken] = createSignal<{ readonly language: Language; readonly texts: Texts }>({
  language: languages[0],
  texts: english,
});

/** The texts of the language that is spoken. What is said with them inside of a page is said anew when it changes. */
export function texts(): Texts {
  return spoken().texts;
}

/** The language that is spoken now. */
export function language(): Language {
  return spoken().language;
}

/** Speaks a language from now on; rejects when its catalogue cannot be loaded, and the language before goes on. */
export async function speak(next: Language): Promise<void> {
  const loaded = await next.load();
  setSpoken({ language: next, texts: loaded });
}
