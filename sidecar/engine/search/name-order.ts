/** Orders in which tools list names. A listing whose order is one of these can be regrouped and put back. */
export type NameOrder = 'code-unit' | 'dictionary';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Letters and digits alone, as most locales compare first. Not ICU, whose tables change between versions. */
const foldName = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

interface Keyed {
  readonly name: string;
  readonly key: string;
}

const byDictionary = (a: Keyed, b: Keyed): number => byCodeUnit(a.key, b.key) || byCodeUnit(b.name, a.name);
const keyed = (names: readonly string[]): Keyed[] => names.map((name) => ({ name, key: foldName(name) }));

/** Sorts a copy. */
export function sortNames(names: readonly string[], order: NameOrder): string[] {
  if (order === 'code-unit') return names.toSorted(byCodeUnit);
  return keyed(names)
    .sort(byDictionary)
    .map(({ name }) => name);
}

function isInCodeUnitOrder(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || byCodeUnit(names[at - 1]!, name) <= 0);
}

/** Makes no key behind the first name out of order: most listings have one soon. */
function isInDictionaryOrder(names: readonly string[]): boolean {
  let before: Keyed | null = null;
  for (const name of names) {
    const item: Keyed = { name, key: foldName(name) };
    if (before !== null && byDictionary(before, item) > 0) return false;
    before = item;
  }
  return true;
}

/** The order that all lists are in, or null. */
export function findOrder(lists: readonly (readonly string[])[]): NameOrder | null {
  if (lists.every(isInCodeUnitOrder)) return 'code-unit';
  return lists.every(isInDictionaryOrder) ? 'dictionary' : null;
}
