import { type Accessor, createEffect, createSignal } from 'solid-js';
import { type Language, language, languages, speak } from '../texts/index.ts';
import { pseudoLanguage } from '../texts/languages.ts';
import { createKept } from './create-kept.ts';

export interface LanguageChoice {
  /** The tag of a language, or 'system'. */
  readonly wish: Accessor<string>;
  /** Keeps it, and speaks it as soon as its texts are there. */
  choose(wish: string): Promise<void>;
}

const kept = createKept('headroom.language');

/** The language of the texts. The root tells it to whoever reads the page aloud, and the direction to the style sheets. */
export function createLanguageChoice(): LanguageChoice {
  const [wish, setWish] = createSignal<string>(readWish());
  createEffect(() => {
    document.documentElement.lang = language().tag;
    document.documentElement.dir = language().dir;
  });
  return {
    wish,
    choose: async (next) => {
      setWish(next);
      kept.write(next);
      await speakIfLoaded(pickLanguage(next, navigator.languages));
    },
  };
}

/**
 * Speaks the language that was chosen, before anything is shown.
 * @param search of the address: `?language=pseudo` shows what is no text of a catalogue, for whoever works on them
 */
export async function startLanguage(search: string): Promise<void> {
  const isPseudo = new URLSearchParams(search).get('language') === 'pseudo';
  await speakIfLoaded(isPseudo ? pseudoLanguage : pickLanguage(readWish(), navigator.languages));
}

/** The language of a wish: its own, else the first of the system's that there is, else the one that is built in. */
export function pickLanguage(
  wish: string,
  system: readonly string[],
  all: readonly [Language, ...Language[]] = languages,
): Language {
  const find = (tag: string): Language | undefined =>
    all.find((each) => each.tag === tag) ?? all.find((each) => each.tag === tag.split('-')[0]);
  const wanted = wish === 'system' ? system : [wish];
  return wanted.map(find).find((each) => each !== undefined) ?? all[0];
}

async function speakIfLoaded(next: Language): Promise<void> {
  try {
    if (next !== language()) await speak(next);
  } catch {
    // its file cannot be had: the language before goes on, which beats a page without a word
  }
}

function readWish(): string {
  const wish = kept.read();
  return languages.find(({ tag }) => tag === wish)?.tag ?? 'system';
}
