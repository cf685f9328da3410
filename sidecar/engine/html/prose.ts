import type { Block, Span } from './blocks.ts';

/** Shorter texts are captions, labels and bylines as often as paragraphs. */
const LEAST_PROSE = 50;
/** Ideographs and syllable blocks say in one sign what others say in two or three. */
const DENSE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const DENSE_WEIGHT = 2;

/** How much running text a block holds, in characters of an alphabet; 0 for labels, headings, menus and teasers. */
export function weighProse({ kind, text, linkChars, links }: Block): number {
  if (kind === 'code') return text.length;
  if (kind === 'heading') return 0;
  const dense = DENSE.test(text) ? (text.match(DENSE)?.length ?? 0) : 0;
  DENSE.lastIndex = 0;
  const weight = text.length + dense * (DENSE_WEIGHT - 1);
  if (weight < LEAST_PROSE || linkChars > text.length * 0.4) return 0;
  const lead = links[0];
  // A linked headline with its first sentence behind it announces another page.
  if (lead !== undefined && lead.at === 0 && lead.end >= 20 && lead.end > text.length * 0.2) return 0;
  return weight - linkChars;
}

/** Running sums, so that every span costs one subtraction. */
export class Sums {
  private readonly totals: Float64Array;

  constructor(values: ArrayLike<number>) {
    this.totals = new Float64Array(values.length + 1);
    for (let i = 0; i < values.length; i++) this.totals[i + 1] = (this.totals[i] ?? 0) + (values[i] ?? 0);
  }

  of({ first, end }: Span): number {
    return (this.totals[end] ?? 0) - (this.totals[first] ?? 0);
  }

  get all(): number {
    return this.totals.at(-1) ?? 0;
  }
}
