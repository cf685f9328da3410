import { listTerms, rankOf, writeKept } from './brief.ts';
import { ECHO, readNumbered } from './numbered.ts';
import type { Compressed, Compressor } from './types.ts';

/** Stands in reports for what the second engine proposed; see worker/second-opinion.ts. */
export const SECOND = 'second';

/** Shorter texts have too little to leave out. */
const LEAST_LINES = 20;

/**
 * Whether another engine may speak about a text that ours leaves whole: it has lines to leave out, and is no view of a file,
 * whose numbered lines an agent may be about to edit (of twelve such texts in recorded sessions eleven were just that).
 */
export function isForSecond(text: string): boolean {
  return text.split('\n', LEAST_LINES).length === LEAST_LINES && !readNumbered(text, null, ECHO).isNumbered;
}

/**
 * A compressor made of an answer of another engine. Of the answer nothing is ever sent: it only proposes which lines may go,
 * and is thrown away when it holds a single line that is not the source's, in the source's order. Both ends, errors,
 * warnings and what was asked for stay, whatever it says; every gap is marked.
 * @param answer what the other engine would send in place of the text
 */
export function makeSecond(answer: string): Compressor {
  return {
    id: SECOND,
    stage: 'shape',
    score: () => 1,
    compress(text, hint, { lossless }): Compressed | null {
      if (lossless || !isForSecond(text)) return null;
      const lines = text.split('\n');
      const kept = findKept(lines, answer);
      if (kept === null) return null;
      const terms = listTerms(hint);
      lines.forEach((line, at) => {
        if (rankOf(line, at, { total: lines.length, terms }) < 4) kept.add(at);
      });
      if (kept.size === lines.length) return null;
      return { text: writeKept(lines, kept), lossy: { unit: 'lines', shown: kept.size, total: lines.length } };
    },
  };
}

/** Places of the answer's lines in the source, blanks at either end of a line aside; null when one is not there. */
function findKept(lines: readonly string[], answer: string): Set<number> | null {
  const kept = new Set<number>();
  const wanted = answer.split('\n').filter((line) => line.trim() !== '');
  let at = 0;
  for (const line of wanted) {
    const sought = line.trim();
    while (at < lines.length && lines[at]!.trim() !== sought) at++;
    if (at === lines.length) return null;
    kept.add(at++);
  }
  return kept.size === 0 ? null : kept;
}
