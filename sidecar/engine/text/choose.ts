import type { Block } from './blocks.ts';
import { namesIn } from './names.ts';
import { type Ask, type Corpus, rankParts } from './rank.ts';
import type { Span } from './sentences.ts';
import type { Words } from './words.ts';

/** A document as it is judged. */
export interface Source {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly isPassages: boolean;
  readonly words: Words;
  readonly corpus: Corpus;
  /** About four for alphabets, two for ideographs. */
  readonly charsPerToken: number;
}

/** Below this much rarity in its best sentence a question has found nothing. A word in one of ten paragraphs has 2. */
const LEAST_TOP = 1.2;
/** Share of the text that one question may keep; several questions share by the root of their number. */
const SHARE = 0.25;
/** Parts below this share of the best score only fill pages. */
const LEAST_RELATIVE = 0.15;
/** Parts with this share of the best score are as likely the answer as the best one. */
const AS_GOOD = 0.65;
/** Sentences next to a part with this share of the best score stay with it. */
const WITH_NEIGHBOURS = 0.5;
/** How many of the best paragraphs stay whole. */
const WHOLE_BLOCKS = 4;
/** Share of the budget for the best parts themselves; the rest is for what stands around them. */
const FOR_BEST = 0.6;
/** A best sentence with less of the question than this may have missed the answer: other words may be used there. */
const DOUBTFUL = 0.45;
const DOUBT_FACTOR = 1.7;
const LEAST_BUDGET_TOKENS = 340;
const MOST_BUDGET_TOKENS = 7000;
/** Best paragraphs stay whole up to this length. */
const LONGEST_WHOLE = 2000;

/**
 * Which parts stay, in the order of `corpus.parts`; null when a question finds nothing in the text, so that nobody
 * can say which parts it needs.
 */
export function chooseParts(source: Source, asks: readonly Ask[]): boolean[] | null {
  const { corpus, text } = source;
  const kept = corpus.parts.map(() => false);
  const budget = clampTokens(source, (text.length * SHARE) / Math.sqrt(asks.length));
  let found = 0;
  for (const ask of asks) {
    const scores = rankParts(corpus, ask);
    const top = scores.reduce((most, one) => Math.max(most, one), 0);
    if (top < LEAST_TOP) continue;
    found++;
    const isDoubtful = top < DOUBTFUL * possible(corpus, ask);
    const picker = new Picker(source, kept, budget * (isDoubtful ? DOUBT_FACTOR : 1));
    const order = orderOf(scores, top * LEAST_RELATIVE);
    picker.takeBest(order, scores, top);
    takeLinked(source, ask, order, kept, budget);
  }
  if (found === 0 || found * 2 < asks.length) return null;
  return kept;
}

function clampTokens({ charsPerToken }: Source, chars: number): number {
  return Math.min(MOST_BUDGET_TOKENS * charsPerToken, Math.max(LEAST_BUDGET_TOKENS * charsPerToken, chars));
}

/** The score of a sentence that would have every word of the question. */
function possible(corpus: Corpus, ask: Ask): number {
  return ask.words.reduce((sum, word) => sum + (corpus.rarity(word) || corpus.rarest * UNKNOWN), 0);
}

/** A word that the text does not have is often only another word for one that it has. */
const UNKNOWN = 0.5;

/** Parts with at least the given score, best first; equal ones in reading order. */
function orderOf(scores: Float64Array, least: number): number[] {
  const order: number[] = [];
  for (let i = 0; i < scores.length; i++) if ((scores[i] ?? 0) >= least) order.push(i);
  return order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

/** Takes parts into `kept` until its characters are used up. */
class Picker {
  private readonly source: Source;
  private readonly kept: boolean[];
  private left: number;

  constructor(source: Source, kept: boolean[], budget: number) {
    this.source = source;
    this.kept = kept;
    this.left = budget;
  }

  /**
   * The best parts first, also beyond the budget while they are about as good as the best one; then what stands next
   * to the better ones, and the best paragraphs whole, as far as the budget goes.
   */
  takeBest(order: readonly number[], scores: Float64Array, top: number): void {
    const { parts } = this.source.corpus;
    const budget = this.left;
    const taken: number[] = [];
    for (const i of order) {
      const isGood = (scores[i] ?? 0) >= top * AS_GOOD;
      if (this.left <= budget * (isGood ? -1 : 1 - FOR_BEST)) break;
      this.take(i, parts[i]!.block);
      taken.push(i);
    }
    const whole = [...new Set(taken.map((i) => parts[i]!.block))].slice(0, WHOLE_BLOCKS);
    for (const block of whole) if (this.left > 0) this.takeBlock(block);
    for (const i of taken) {
      if (this.left <= 0 || (scores[i] ?? 0) < top * WITH_NEIGHBOURS) break;
      this.take(i - 1, parts[i]!.block);
      this.take(i + 1, parts[i]!.block);
    }
  }

  takeBlock(block: number): void {
    const { blocks, corpus } = this.source;
    const { from, to } = blocks[block]!;
    if (to - from > LONGEST_WHOLE) return;
    for (let i = corpus.starts[block]!; i < corpus.starts[block + 1]!; i++) this.take(i, block);
  }

  take(i: number, block: number): void {
    const part = this.source.corpus.parts[i];
    if (part === undefined || part.block !== block || this.kept[i]) return;
    this.kept[i] = true;
    this.left -= lengthOf(spanOf(this.source, i));
  }
}

export function spanOf({ blocks, corpus }: Source, i: number): Span {
  const { block, index } = corpus.parts[i]!;
  return blocks[block]!.parts[index]!;
}

function lengthOf({ from, to }: Span): number {
  return to - from;
}

/** Names of the best paragraphs lead to passages that the question does not name. */
const SEEDS = 3;
/** A name in more paragraphs than this links nothing. */
const MOST_LINKED = 0.12;
const LINKED_SHARE = 0.35;
const LINKED_BLOCKS = 3;

/** Paragraphs that share rare names with the best ones: the second step of a question in two steps. */
function takeLinked(source: Source, ask: Ask, order: readonly number[], kept: boolean[], budget: number): void {
  const { blocks, corpus, words, text } = source;
  const seeds = [...new Set(order.map((i) => corpus.parts[i]!.block))].slice(0, SEEDS);
  const asked = new Set(ask.words);
  const names = new Set<number>();
  for (const seed of seeds) {
    const { from, to } = blocks[seed]!;
    for (const name of namesIn(text.slice(from, Math.min(to, from + LONGEST_WHOLE)))) {
      for (const word of words.read(name)) if (!asked.has(word) && corpus.isShared(word, MOST_LINKED)) names.add(word);
    }
  }
  if (names.size === 0) return;
  // The question's own words still count: they tell apart passages that share the same names.
  const scores = rankParts(corpus, { words: [...names, ...ask.words], wantsNumber: ask.wantsNumber });
  for (const seed of seeds) for (let i = corpus.starts[seed]!; i < corpus.starts[seed + 1]!; i++) scores[i] = 0;
  const best = orderOf(scores, LEAST_TOP);
  const picker = new Picker(source, kept, budget * LINKED_SHARE);
  const linked = [...new Set(best.map((i) => corpus.parts[i]!.block))].slice(0, LINKED_BLOCKS);
  for (const block of linked) {
    const hit = best.find((i) => corpus.parts[i]!.block === block);
    if (hit !== undefined) picker.take(hit, block);
    if (source.isPassages) picker.takeBlock(block);
  }
}
