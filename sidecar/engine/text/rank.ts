import type { Block } from './blocks.ts';
import type { Words } from './words.ts';

/** A question as numbers of its telling words. */
export interface Ask {
  readonly words: readonly number[];
  /** Asks for a number, a date or an amount. */
  readonly wantsNumber: boolean;
}

/** One sentence or item: where it stands and what it speaks of. */
export interface Part {
  readonly block: number;
  /** Position among the parts of its block. */
  readonly index: number;
  readonly words: readonly number[];
  readonly hasNumber: boolean;
}

/** Every part of a document with the words in it and how rare they are. */
export class Corpus {
  readonly parts: readonly Part[];
  /** Index of the first part of each block. */
  readonly starts: readonly number[];
  private readonly blockCount: number;
  /** By word: in how many blocks it stands. */
  private readonly spread: number[] = [];

  constructor(text: string, blocks: readonly Block[], words: Words) {
    const parts: Part[] = [];
    const starts: number[] = [];
    const lastSeen: number[] = [];
    let counted = 0;
    blocks.forEach((block, i) => {
      starts.push(parts.length);
      block.parts.forEach(({ from, to }, index) => {
        const sentence = text.slice(from, to);
        const found = words.read(sentence);
        for (const word of found) {
          if (lastSeen[word] === i) continue;
          lastSeen[word] = i;
          this.spread[word] = (this.spread[word] ?? 0) + 1;
        }
        parts.push({ block: i, index, words: found, hasNumber: /\d/.test(sentence) });
      });
      if (block.kind !== 'heading' && block.kind !== 'head') counted++;
    });
    starts.push(parts.length);
    this.parts = parts;
    this.starts = starts;
    this.blockCount = Math.max(1, counted);
  }

  /** The rarity of a word that stands in one paragraph only. */
  get rarest(): number {
    return Math.log(1 + Math.max(0, this.blockCount - 0.5) / 1.5);
  }

  /** Whether a word stands in at least two paragraphs and in no more than a share of them (four at least). */
  isShared(word: number, most: number): boolean {
    const spread = this.spread[word] ?? 0;
    return spread > 1 && spread <= Math.max(4, this.blockCount * most);
  }

  /** How telling a word is: high for what stands in one paragraph, near zero for what stands in all. */
  rarity(word: number): number {
    const spread = this.spread[word] ?? 0;
    return spread === 0 ? 0 : Math.log(1 + Math.max(0, this.blockCount - spread + 0.5) / (spread + 0.5));
  }
}

/** What a word of the question is worth by the place where it is found: in the sentence, next to it, in its paragraph. */
const HERE = 1;
const NEAR = 0.55;
const AROUND = 0.35;
/** What a figure in the sentence adds for a question that asks for one, as a share of all its words. */
const FIGURE = 0.15;

/** How well each part answers a question, in the order of `corpus.parts`. */
export function rankParts(corpus: Corpus, ask: Ask): Float64Array {
  const scores = new Float64Array(corpus.parts.length);
  const weights = new Map<number, number>();
  for (const word of ask.words) weights.set(word, corpus.rarity(word));
  const total = [...weights.values()].reduce((sum, one) => sum + one, 0);
  if (total === 0) return scores;
  for (let block = 0; block + 1 < corpus.starts.length; block++) {
    scoreBlock(corpus, block, weights, scores, ask.wantsNumber ? total * FIGURE : 0);
  }
  return scores;
}

function scoreBlock(
  corpus: Corpus,
  block: number,
  weights: ReadonlyMap<number, number>,
  scores: Float64Array,
  numberBonus: number,
): void {
  const from = corpus.starts[block]!;
  const to = corpus.starts[block + 1]!;
  const places = new Map<number, number[]>();
  for (let i = from; i < to; i++) {
    for (const word of corpus.parts[i]!.words) {
      if (!weights.has(word)) continue;
      const list = places.get(word);
      if (list === undefined) places.set(word, [i]);
      else if (list.at(-1) !== i) list.push(i);
    }
  }
  if (places.size === 0) return;
  for (let i = from; i < to; i++) {
    let score = 0;
    for (const [word, list] of places) {
      let best = AROUND;
      for (const at of list) {
        if (at === i) best = HERE;
        else if ((at === i - 1 || at === i + 1) && best < NEAR) best = NEAR;
      }
      score += best * (weights.get(word) ?? 0);
    }
    if (score > 0 && corpus.parts[i]!.hasNumber) score += numberBonus;
    scores[i] = score;
  }
}
