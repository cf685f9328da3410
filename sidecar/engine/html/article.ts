import type { Block, Layout, Span } from './blocks.ts';
import { Sums, weighProse } from './prose.ts';
import { Signs } from './signs.ts';
import { trimArticle, type Wish } from './trim.ts';

/** What of a page is its own text. */
export interface Article {
  /** For every block of the layout whether it belongs to the article. */
  readonly kept: boolean[];
  /** For every block whether it is surely navigation or another thing around the text. */
  readonly isFurniture: (index: number) => boolean;
  /** The heading that repeats the page's title; -1 when none does. */
  readonly titled: number;
  /** Running text in the article, and on the whole page outside junk, in characters. */
  readonly prose: number;
  readonly pageProse: number;
}

const THREAD_NAMES = /comments?|author|discussion|disqus|timestamp|dateline|byline/gi;
const BYLINE_NAMES = /author|byline|dateline|timestamp|pubdate|(?:post|entry|article)-?meta/gi;

/** What a character of other text costs against a character of running text. */
const OTHER_COST = 0.6;
/** Long tables and lists of names cost no more than this each. */
const MOST_COST_CHARS = 300;
/** An element with more than this share of the running text is not junk, whatever its name says. */
const SURE_JUNK_SHARE = 0.85;
const LIKELY_JUNK_SHARE = 0.4;
const PAGE_TAGS = new Set(['html', 'body', 'main']);

/**
 * Finds the element that holds the page's text: the one whose running text outweighs best what else stands in it.
 */
export function findArticle(layout: Layout, title: string, wish: Wish): Article {
  const { blocks, spans } = layout;
  const weights = blocks.map(weighProse);
  const prose = new Sums(weights);
  const titled = findTitle(blocks, title);
  const junk = markJunk(
    layout,
    new Signs(wish === 'text' ? null : wish === 'thread' ? THREAD_NAMES : BYLINE_NAMES),
    prose,
  );
  if (titled >= 0 && wish !== 'thread') markOtherArticles(layout, titled, prose, junk);
  const gains = new Sums(
    blocks.map(({ text }, index) => {
      const weight = weights[index] ?? 0;
      return weight > 0 && junk[index] === 0 ? weight : -Math.min(text.length, MOST_COST_CHARS) * OTHER_COST;
    }),
  );
  let best: Span = { first: 0, end: 0 };
  let most = 0;
  for (const span of spans.values()) {
    const gain = gains.of(span);
    if (span.end > span.first && gain >= most) {
      most = gain;
      best = span;
    }
  }
  const kept = blocks.map((_, index) => index >= best.first && index < best.end && junk[index] === 0);
  trimArticle(blocks, best, kept, { titled, title: blocks[titled]?.text ?? title, weights, wish });
  const sum = (isCounted: (index: number) => boolean): number =>
    weights.reduce((total, weight, index) => (isCounted(index) ? total + weight : total), 0);
  return {
    kept,
    isFurniture: (index) => junk[index] === 2,
    titled,
    prose: sum((index) => kept[index] === true),
    pageProse: sum((index) => junk[index] === 0),
  };
}

/** 1 for blocks in elements that their names call junk, 2 where the name leaves no doubt. */
function markJunk({ blocks, spans }: Layout, signs: Signs, prose: Sums): Uint8Array {
  const marker = new Marker(new Uint8Array(blocks.length));
  for (const [element, span] of spans) {
    if (span.end === span.first || element.parent === null || PAGE_TAGS.has(element.tag)) continue;
    const verdict = signs.judge(element);
    if (verdict <= 0) continue;
    const share = prose.of(span) / (prose.all || 1);
    if (share > (verdict === 2 ? SURE_JUNK_SHARE : LIKELY_JUNK_SHARE)) continue;
    marker.mark(span, verdict);
  }
  return marker.junk;
}

/** Where the titled text is an article element, every other one is a teaser or a comment. */
function markOtherArticles({ spans }: Layout, titled: number, prose: Sums, junk: Uint8Array): void {
  const articles = [...spans].filter(([{ tag }]) => tag === 'article').map(([, span]) => span);
  const holds = (span: Span): boolean => span.first <= titled && titled < span.end;
  const own = articles.find(holds);
  if (own === undefined) return;
  const worth = prose.of(own);
  const marker = new Marker(junk);
  for (const span of articles) {
    const isInside = span.first >= own.first && span.end <= own.end;
    if (holds(span) || (isInside && prose.of(span) >= worth * LIKELY_JUNK_SHARE)) continue;
    marker.mark(span, 1);
  }
}

/** Marks spans in document order; what lies in a marked span is not walked again, so that nesting costs nothing. */
class Marker {
  readonly junk: Uint8Array;
  private readonly doneUntil = [0, 0, 0];

  constructor(junk: Uint8Array) {
    this.junk = junk;
  }

  mark({ first, end }: Span, verdict: number): void {
    if (end <= Math.max(this.doneUntil[verdict] ?? 0, this.doneUntil[2] ?? 0)) return;
    this.doneUntil[verdict] = end;
    for (let i = first; i < end; i++) this.junk[i] = Math.max(this.junk[i] ?? 0, verdict);
  }
}

/** The heading that says what the title element says, or else the only main heading; -1 when there is none. */
function findTitle(blocks: readonly Block[], title: string): number {
  const wanted = spellPlain(title);
  let best = -1;
  let longest = 7;
  for (const [index, { kind, text, level }] of blocks.entries()) {
    if (kind !== 'heading' || level > 3 || text.length > 300) continue;
    const heading = spellPlain(text);
    if (heading.length <= longest) continue;
    if (!wanted.includes(heading) && !(wanted.length > 20 && heading.includes(wanted))) continue;
    longest = heading.length;
    best = index;
  }
  if (best >= 0) return best;
  const mains = blocks.flatMap(({ kind, level }, index) => (kind === 'heading' && level === 1 ? [index] : []));
  return mains.length === 1 ? (mains[0] ?? -1) : -1;
}

/** Lower case words with single spaces, for comparing titles. */
export function spellPlain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
