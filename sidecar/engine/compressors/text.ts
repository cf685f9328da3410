import { parseDocument } from '../text/blocks.ts';
import { chooseParts, type Source } from '../text/choose.ts';
import { scoreProse } from '../text/kind.ts';
import { findAsks, wantsNumber } from '../text/question.ts';
import { type Ask, Corpus } from '../text/rank.ts';
import { Words } from '../text/words.ts';
import { isLoose, writeKept } from '../text/write.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Shorter texts are read whole: the note on what is missing and the marks would eat the gain. */
const LEAST_TOKENS = 500;
/** What the engine's note on a lossy text costs. */
const NOTE_TOKENS = 45;
/** A text with fewer sentences has nothing to choose from. */
const FEWEST_PARTS = 12;
/** With less running text than this the rest is what matters. */
const LEAST_LOOSE = 0.5;

/** Prose and retrieved passages: whole sentences by what the question asks, the rest as marked gaps. */
export const text = {
  id: 'text',
  stage: 'shape',

  score: scoreProse,

  compress(whole: string, hint: Hint, goal: Goal): Compressed | null {
    if (goal.lossless) return null;
    const questions = findAsks(hint);
    if (questions.length === 0) return null;
    const before = goal.estimate(whole);
    if (before < LEAST_TOKENS) return null;
    const { blocks, isPassages } = parseDocument(whole);
    const loose = blocks.filter(isLoose);
    if (loose.reduce((sum, { parts }) => sum + parts.length, 0) < FEWEST_PARTS) return null;
    if (loose.reduce((sum, { from, to }) => sum + to - from, 0) < whole.length * LEAST_LOOSE) return null;
    const words = new Words();
    const source: Source = {
      text: whole,
      blocks,
      isPassages,
      words,
      corpus: new Corpus(whole, blocks, words),
      charsPerToken: whole.length / before,
    };
    const kept = chooseParts(
      source,
      questions.map((one) => readAsk(one, words)),
    );
    if (kept === null) return null;
    const { text: shorter, shown, total } = writeKept(source, kept);
    if (shown >= total || goal.estimate(shorter) + NOTE_TOKENS >= before) return null;
    return { text: shorter, lossy: { unit: 'sentences', shown, total } };
  },
} as const satisfies Compressor;

function readAsk(question: string, words: Words): Ask {
  return { words: [...new Set(words.read(question))], wantsNumber: wantsNumber(question) };
}
