import { UNPLANNED } from './layout.ts';
import { findPhrase, type Phrase } from './phrases.ts';
import type { JsonList, JsonNode } from './read.ts';
import { quote } from './spell.ts';
import { spellValue } from './write.ts';

/** Fewer or shorter strings are written as a list. */
const MIN_ITEMS = 8;
const MIN_AVERAGE = 16;

/** True when no item is an object or a list. */
export function isScalars(items: readonly JsonNode[]): boolean {
  return items.every((item) => item.kind === 'text' || item.kind === 'literal');
}

/**
 * A list of long strings, one per line; null for any other list. Strings that are made alike are told by the sentence
 * they share, said once in the first line, and what is in its places, parted by tabs; the others stand in quotes.
 */
export function writeValues(list: JsonList): readonly string[] | null {
  const { items } = list;
  if (items.length < MIN_ITEMS || !isScalars(items)) {
    return null;
  }
  const texts = items.filter((item) => item.kind === 'text').map((item) => item.value);
  const phrase = texts.length < items.length ? null : findPhrase(texts);
  if (phrase !== null) {
    return [`[${items.length} values] \`${phrase.text}\``, ...texts.map((text) => writeByPhrase(phrase, text))];
  }
  const lines = items.map((item) => spellValue(item, UNPLANNED, 'row'));
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  return length < items.length * MIN_AVERAGE ? null : [`[${items.length} values]`, ...lines];
}

function writeByPhrase(phrase: Phrase, text: string): string {
  return phrase.fill(text)?.join('\t') ?? quote(text);
}
