import { UNPLANNED } from './layout.ts';
import type { JsonList, JsonNode } from './read.ts';
import { spellValue } from './write.ts';

/** Fewer or shorter strings are written as a list. */
const MIN_ITEMS = 8;
const MIN_AVERAGE = 16;

/** True when no item is an object or a list. */
export function isScalars(items: readonly JsonNode[]): boolean {
  return items.every((item) => item.kind === 'text' || item.kind === 'literal');
}

/** A list of long strings, one per line; null for any other list. */
export function writeValues(list: JsonList): readonly string[] | null {
  const { items } = list;
  if (items.length < MIN_ITEMS || !isScalars(items)) {
    return null;
  }
  const lines = items.map((item) => spellValue(item, UNPLANNED, 'row'));
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  return length < items.length * MIN_AVERAGE ? null : [`[${items.length} values]`, ...lines];
}
