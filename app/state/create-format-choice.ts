import { type Accessor, createMemo, createSignal } from 'solid-js';
import { language } from '../texts/index.ts';
import { createFormats, type Formats } from '../ui/format.ts';

/** Ways to write numbers and dates, by their BCP 47 tag, each under its name in its own language; the first is chosen by none. */
export const formatLocales = [
  { value: 'system', word: null },
  { value: 'en-GB', word: 'English (UK)' },
  { value: 'en-US', word: 'English (US)' },
  { value: 'de-DE', word: 'Deutsch' },
  { value: 'es-ES', word: 'Español' },
  { value: 'fr-FR', word: 'Français' },
  { value: 'it-IT', word: 'Italiano' },
  { value: 'pt-BR', word: 'Português (Brasil)' },
  { value: 'sv-SE', word: 'Svenska' },
  { value: 'ja-JP', word: '日本語' },
] as const;

export type FormatLocale = (typeof formatLocales)[number]['value'];

export interface FormatChoice {
  readonly locale: Accessor<FormatLocale>;
  choose(locale: FormatLocale): void;
  /** Those of the choice: what is written with them inside of a page is written anew when it changes. */
  readonly formats: Formats;
}

/** Where the choice is kept; a browser that keeps nothing follows the system. */
const KEY = 'headroom.formats';

/** How numbers and dates are written, whatever the language of the texts is. */
export function createFormatChoice(): FormatChoice {
  const [locale, setLocale] = createSignal<FormatLocale>(readLocale());
  const current = createMemo(() => createFormats(toLocales(locale()), language().tag));
  return {
    locale,
    // Looked up at every use, so that each of them hears of a change.
    formats: new Proxy(current(), { get: (_, name: keyof Formats) => current()[name] }),
    choose: (next) => {
      setLocale(next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // storage is off: the choice lasts as long as the page
      }
    },
  };
}

/** A number and a date as a choice writes them. */
export function showSample(locale: FormatLocale, atMs: number): string {
  const formats = createFormats(toLocales(locale), language().tag);
  return `${formats.usd(1234.5)} · ${formats.stamp(atMs)}`;
}

function toLocales(locale: FormatLocale): string | undefined {
  return locale === 'system' ? undefined : locale;
}

function readLocale(): FormatLocale {
  try {
    const kept = localStorage.getItem(KEY);
    return formatLocales.find(({ value }) => value === kept)?.value ?? 'system';
  } catch {
    return 'system'; // storage is off
  }
}
