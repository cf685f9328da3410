import type { Hint } from '../types.ts';
import type { Block } from './blocks.ts';

/** Words by which people ask for a page as a whole; they name nothing on it. */
const GENERAL = new Set(
  (
    'article page pages site website web webpage url link links http https www com org net html fetch open read say says tell summarise ' +
    'summarize summary main points point full text content contents happened involved give story news post blog document documentation ' +
    'docs information info detail details describe explain extract return key please answer question title author date name curl browser ' +
    'markdown format section sections relevant including include based provide topic topics describe overview important facts'
  ).split(' '),
);
/** A term that stands in more blocks than this is part of the page's furniture. */
const MOST_BLOCKS_PER_TERM = 3;
const MOST_BLOCKS = 12;
const LONGEST_BLOCK = 1500;

/**
 * Blocks outside the article that carry what was asked for and what the article does not say.
 * @returns indexes into `blocks`, ascending
 */
export function findAsked(blocks: readonly Block[], kept: readonly boolean[], hint: Hint): number[] {
  const terms = hint.terms
    .filter((term) => !GENERAL.has(term) && !term.includes('/') && term.length <= 80)
    .slice(0, 64);
  if (terms.length === 0) return [];
  const inside = blocks.flatMap(({ text }, index) => (kept[index] ? [text.toLowerCase()] : [])).join('\n');
  const missing = terms.filter((term) => !hasWord(inside, term));
  if (missing.length === 0) return [];
  const outside = blocks.flatMap(({ text }, index) =>
    kept[index] || text.length > LONGEST_BLOCK ? [] : [{ index, text: text.toLowerCase() }],
  );
  const found = new Set<number>();
  for (const term of missing) {
    const holders = outside.filter(({ text }) => hasWord(text, term));
    if (holders.length > MOST_BLOCKS_PER_TERM) continue;
    for (const { index } of holders) found.add(index);
  }
  return [...found].sort((a, b) => a - b).slice(0, MOST_BLOCKS);
}

/** Whether a term stands in a text as a word of its own; languages without spaces have no such borders. */
function hasWord(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + term.length] ?? ' ';
    if (!(WORD.test(before) && WORD.test(term[0] ?? '')) && !(WORD.test(after) && WORD.test(term.at(-1) ?? '')))
      return true;
  }
  return false;
}

const WORD = /[a-z0-9_]/;
