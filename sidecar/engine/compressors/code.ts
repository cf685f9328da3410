import { findNames, isExploring } from '../code/exploring.ts';
import { outline } from '../code/outline.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Shorter files are read whole. */
const MIN_CHARS = 3000;

/**
 * Source files that are read to answer a question about one function, and nothing else: the rest of the file becomes
 * an outline. Whatever may be edited next stays whole.
 */
export const code: Compressor = {
  id: 'code',
  stage: 'shape',
  forCode: true,

  score(text: string, hint: Hint): number {
    return text.length >= MIN_CHARS && isExploring(hint) && findNames(hint).size > 0 ? 0.9 : 0;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    if (goal.lossless) return null;
    const found = outline(text, findNames(hint));
    if (found === null) return null;
    return { text: found.text, lossy: { unit: 'lines', shown: found.shown, total: found.total } };
  },
};
