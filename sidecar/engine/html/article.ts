import type { Block, Layout, Span } from './blocks.ts';
import { Signs } from './signs.ts';
import type { Element } from './tree.ts';

export interface Article {
  /** For every block of the layout whether it belongs to the article. */
  readonly kept: boolean[];
  readonly container: Element | null;
}

/** Shorter texts are captions, labels and bylines as often as paragraphs. */
const LEAST_PROSE = 50;
/** What a character of other text costs against a character of prose. */
const OTHER_COST = 0.6;
/** A heading that repeats the page's title stands at the article: worth as much as a short paragraph. */
const TITLE_WORTH = 0;

export function findArticle(layout: Layout, title: string): Article {
  const { blocks, spans } = layout;
  const signs = new Signs();
  const prose = blocks.map(weighProse);
  const titled = findTitle(blocks, title);
  const junk = markJunk(layout, signs, prose);
  if (titled >= 0) markOtherArticles(layout, titled, prose, junk);
  const gains = new Float64Array(blocks.length + 1);
  for (const [index, block] of blocks.entries()) {
    const worth = prose[index] ?? 0;
    let gain = worth > 0 ? worth : -Math.min(block.text.length, 300) * OTHER_COST;
    if (junk[index]) gain = -Math.min(block.text.length, 300) * OTHER_COST;
    if (index === titled) gain = TITLE_WORTH;
    gains[index + 1] = (gains[index] ?? 0) + gain;
  }
  let best: Element | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const [element, { first, end }] of spans) {
    const gain = (gains[end] ?? 0) - (gains[first] ?? 0);
    if (gain >= most && end > first) {
      most = gain;
      best = element;
    }
  }
  const kept = blocks.map(() => false);
  const span = (best && spans.get(best)) ?? { first: 0, end: 0 };
  for (let i = span.first; i < span.end; i++) kept[i] = !junk[i];
  trim(layout, span, kept, titled, prose);
  return { kept, container: best, junk, prose } as never;
}

function markJunk({ blocks, spans }: Layout, signs: Signs, prose: readonly number[]): Uint8Array {
  const total = sum(prose, { first: 0, end: prose.length });
  const junk = new Uint8Array(blocks.length);
  for (const [element, span] of spans) {
    if (span.end === span.first || element.parent === null) continue;
    const verdict = element.tag === 'form' ? 1 : signs.judge(element);
    if (verdict <= 0 || PAGE_TAGS.has(element.tag)) continue;
    const share = sum(prose, span) / (total || 1);
    if (share > (verdict > 1 ? 0.85 : 0.4)) continue;
    junk.fill(1, span.first, span.end);
  }
  return junk;
}

/** Where the titled text is an article element, every other one is a teaser or a comment. */
function markOtherArticles({ spans }: Layout, titled: number, prose: readonly number[], junk: Uint8Array): void {
  const articles = [...spans].filter(([{ tag }]) => tag === 'article').map(([, span]) => span);
  const holds = (span: Span): boolean => span.first <= titled && titled < span.end;
  const own = articles.find(holds);
  if (own === undefined) return;
  const worth = sum(prose, own);
  for (const span of articles) {
    const isInside = span.first >= own.first && span.end <= own.end;
    if (!holds(span) && (!isInside || sum(prose, span) < worth * 0.4)) junk.fill(1, span.first, span.end);
  }
}

const PAGE_TAGS = new Set(['html', 'body', 'main']);

/** The heading that says what the title element says; -1 when none does. */
function findTitle(blocks: readonly Block[], title: string): number {
  const wanted = plain(title);
  let best = -1;
  let most = 0;
  for (const [index, { kind, text, level }] of blocks.entries()) {
    if (kind !== 'heading' || level > 3 || text.length > 300) continue;
    const heading = plain(text);
    if (heading.length < 8 || heading.length <= most) continue;
    if (wanted.includes(heading) || (wanted.length > 20 && heading.includes(wanted))) {
      most = heading.length;
      best = index;
    }
  }
  if (best >= 0) return best;
  const firsts = blocks.flatMap(({ kind, level, text }, index) =>
    kind === 'heading' && level === 1 && text.length > 15 ? [index] : [],
  );
  return firsts.length === 1 ? (firsts[0] ?? -1) : -1;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Takes out of the container what is not its text: bare links, labels around it, headings of nothing. */
function trim({ blocks }: Layout, span: Span, kept: boolean[], titled: number, prose: readonly number[]): void {
  for (let i = span.first; i < span.end; i++) {
    const block = blocks[i];
    if (block === undefined || !kept[i]) continue;
    if (block.kind !== 'heading' && block.kind !== 'code' && isBareLink(block)) kept[i] = false;
    else if (block.kind === 'heading' && isBareLink(block) && i !== titled && block.level > 2) kept[i] = false;
  }
  // Bylines, dates and share labels between the title and the first paragraph.
  let start = span.first;
  while (start < span.end && (prose[start] ?? 0) === 0) start++;
  for (let i = span.first; i < start; i++) {
    const label = blocks[i];
    if (i !== titled && label?.kind === 'text' && label.owner.tag !== 'p') kept[i] = false;
    if (i < titled) kept[i] = false;
  }
  let open = 7;
  for (let i = span.end - 1; i >= span.first; i--) {
    const block = blocks[i];
    if (block === undefined || !kept[i]) continue;
    if (block.kind !== 'heading') open = 0;
    else if (open > 0 && block.level <= open && i !== titled) kept[i] = false;
    else if (open > 0 && i !== titled) kept[i] = false;
    if (block.kind === 'heading' && open === 0) open = 0;
  }
}

function isBareLink({ text, linkChars }: Block): boolean {
  return linkChars > 0 && linkChars >= text.length * 0.75;
}

function weighProse(block: Block): number {
  const { kind, text, linkChars, links } = block;
  if (kind === 'code') return text.length;
  if (kind === 'heading') return 0;
  if (text.length < LEAST_PROSE || linkChars > text.length * 0.4) return 0;
  const lead = links[0];
  if (lead !== undefined && lead.at === 0 && lead.end >= 20 && lead.end > text.length * 0.2) return 0;
  return text.length - linkChars;
}

function sum(values: readonly number[], { first, end }: Span): number {
  let total = 0;
  for (let i = first; i < end; i++) total += values[i] ?? 0;
  return total;
}
