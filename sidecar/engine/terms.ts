/**
 * What was asked for: identifiers, quoted strings, numbers and content words of a question and of a tool call.
 * Lower case, unique, in order of appearance, at most 64.
 */
export function findTerms(...sources: readonly string[]): string[] {
  const found = new Set<string>();
  for (const source of sources) {
    const text = source.slice(0, LONGEST_SOURCE);
    for (const match of text.matchAll(QUOTED)) add(found, match[1] ?? match[2] ?? match[3] ?? '');
    for (const match of text.matchAll(WORD)) add(found, match[0].replace(TRAILING, ''));
    if (found.size >= MOST_TERMS) break;
  }
  return [...found].slice(0, MOST_TERMS);
}

const LONGEST_SOURCE = 6000;
const MOST_TERMS = 64;
const QUOTED = /"([^"\n]{2,80})"|'([^'\n]{2,80})'|`([^`\n]{2,80})`/g;
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_.:@/#-]{0,119}/gu;
const TRAILING = /[.:/#-]+$/;

function add(found: Set<string>, raw: string): void {
  const term = raw.trim().toLowerCase();
  const isNumber = /^\d[\d.,:-]*$/.test(term);
  if (term.length < (isNumber ? 2 : 3) || COMMON.has(term)) return;
  found.add(term);
}

/** Words that say nothing about which row, line or hit was meant. */
const COMMON = new Set(
  (
    'the and for with that this from into onto have has had was were are been being will would should could can may might must not ' +
    'but you your our their its his her they them what which when where who whom why how all any some each every both more most ' +
    'other such only own same than then too very just also about above after again below before between during over under out off ' +
    'there here let lets please need want like make made does did done get got see look looking find show tell give use using used ' +
    'one two new old now yes file files line lines code run running output result results error errors test tests fix bug issue ' +
    'user data list item items value values name names check sure help thing things work works working add change changes update'
  ).split(' '),
);
