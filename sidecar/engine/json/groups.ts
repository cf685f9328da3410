import { type Facet, plainText } from './facets.ts';

const SAMPLES = 20;
const MIN_WORDS = 3;

/** Rows by what their values have in common, in order of first appearance. */
export type Groups = ReadonlyMap<string, readonly number[]>;

/** Groups the entries of a facet. Linear. */
export function groupRows(facet: Facet, by: (text: string) => string): Groups {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < facet.values.length; i++) {
    const key = by(plainText(facet.values[i]!));
    const rows = groups.get(key);
    if (rows === undefined) {
      groups.set(key, [facet.owners[i]!]);
    } else {
      rows.push(facet.owners[i]!);
    }
  }
  return groups;
}

/** True for text of several words: messages and prose rather than names, addresses and codes. Looks at a sample. */
export function isWords(facet: Facet): boolean {
  const step = Math.max(1, Math.floor(facet.values.length / SAMPLES));
  let words = 0;
  let seen = 0;
  for (let i = 0; i < facet.values.length; i += step) {
    words += plainText(facet.values[i]!).slice(0, 200).split(' ').length;
    seen++;
  }
  return words >= seen * MIN_WORDS;
}
