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

function isSorted<T>(items: readonly T[], compare: (a: T, b: T) => number): boolean {
  return items.every((item, at) => {
    const before = items[at - 1];
    return at === 0 || before === undefined || compare(before, item) <= 0;
  });
}

/** The order that all lists are in, or null. */
export function findOrder(lists: readonly (readonly string[])[]): NameOrder | null {
  if (lists.every((names) => isSorted(names, byCodeUnit))) return 'code-unit';
  return lists.every((names) => isSorted(keyed(names), byDictionary)) ? 'dictionary' : null;
}
