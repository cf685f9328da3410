import type { Block, Span } from './blocks.ts';

/**
 * What the reader is after: the text; the text with who wrote it and when; or everything that was said in a thread
 * (issues, questions, forums), where comments are the content.
 */
export type Wish = 'text' | 'byline' | 'thread';

/** What is known about the blocks of a page. */
interface Facts {
  /** The block that repeats the page's title; -1 when none does. */
  readonly titled: number;
  /** The page's title, whether or not a block repeats it. */
  readonly title: string;
  /** Running text of every block. */
  readonly weights: readonly number[];
  readonly wish: Wish;
}

/** A block with this share of its characters inside links is a link, not a sentence that has one. */
const BARE_LINK_SHARE = 0.75;
/** With this share of code a page is a reference: its links and labels are content. */
const REFERENCE_SHARE = 0.02;
/** Or with this share of blocks that have code in a line. */
const REFERENCE_BLOCKS = 0.1;

/** With this share of bare links a list names other pages. */
const LINK_LIST_SHARE = 0.6;
/** With this share of its text in paragraph elements a page marks up all its paragraphs. */
const PARAGRAPH_SHARE = 0.8;
const PARAGRAPHS = new Set(['p', 'blockquote', 'caption', 'summary', 'legend', 'dt', 'dd', 'td', 'th', 'address']);
/** How far the head of an article reaches, and how long a repetition must be to be no accident. */
const HEAD_BLOCKS = 8;
const LEAST_COPY = 30;

/** How far the end of an article reaches, and how long an appeal may be. */
const TAIL_BLOCKS = 5;
const LONGEST_APPEAL = 400;
const APPEAL =
  /\b(?:subscri(?:be|ption)|sign(?:ing)? up|newsletter|follow (?:us|me|him|her|them|@\w+)|click(?:ing)? here|join (?:us|our)|e-?mail (?:us|me|him|her)|like us on|download (?:the|our) app)\b/i;

/** Takes out of an article's blocks what is not its text: links to other articles, labels above it, headings of nothing. */
export function trimArticle(blocks: readonly Block[], span: Span, kept: boolean[], facts: Facts): void {
  if (facts.wish !== 'thread' && !isReference(blocks, kept)) {
    dropBareLinks(blocks, span, kept, facts.titled);
    dropLinkLists(blocks, span, kept);
    if (facts.wish === 'text') dropLabels(blocks, span, kept, facts);
    if (facts.wish === 'text') dropLooseLabels(blocks, span, kept, facts.weights);
    dropCopies(blocks, span, kept, facts.title);
    dropAppeals(blocks, span, kept);
  }
  dropEmptyHeadings(blocks, span, kept, facts.titled);
}

/** Documentation, which unlike an article shows code. */
export function isReference(blocks: readonly Block[], kept: readonly boolean[]): boolean {
  let chars = 0;
  let code = 0;
  let shown = 0;
  let withCode = 0;
  for (const [index, { kind, text }] of blocks.entries()) {
    if (!kept[index]) continue;
    chars += text.length;
    if (kind === 'code') code += text.length;
    shown++;
    if (text.includes('`')) withCode++;
  }
  return code > chars * REFERENCE_SHARE || (withCode >= 3 && withCode > shown * REFERENCE_BLOCKS);
}

function dropBareLinks(blocks: readonly Block[], span: Span, kept: boolean[], titled: number): void {
  for (let i = span.first; i < span.end; i++) {
    const block = blocks[i];
    if (block === undefined || !kept[i] || i === titled) continue;
    if (block.kind === 'code' || block.kind === 'table') continue;
    // A link that is a block of its own may be the name of what the blocks around it describe.
    if (block.owner.tag === 'div' && block.kind === 'text') continue;
    if (isBareLink(block) && (block.kind !== 'heading' || block.level > 2)) kept[i] = false;
  }
}

function isBareLink({ text, linkChars }: Block): boolean {
  return /^https?:\/\/\S+$/.test(text) || (linkChars > 0 && linkChars >= text.length * BARE_LINK_SHARE);
}

/** Bylines, dates and share labels between the title and the first paragraph, and everything above the title. */
function dropLabels(blocks: readonly Block[], span: Span, kept: boolean[], { titled, weights }: Facts): void {
  let start = span.first;
  while (start < span.end && (weights[start] ?? 0) === 0) start++;
  for (let i = span.first; i < start; i++) {
    const block = blocks[i];
    if (i === titled || block === undefined) continue;
    if (i < titled || (block.kind === 'text' && block.owner.tag !== 'p')) kept[i] = false;
  }
}

/** Lists that mostly name other pages go with the few items that say a word more. */
function dropLinkLists(blocks: readonly Block[], span: Span, kept: boolean[]): void {
  for (let i = span.first; i < span.end; i++) {
    if (blocks[i]?.kind !== 'item') continue;
    let end = i;
    let bare = 0;
    for (; end < span.end && blocks[end]?.kind === 'item'; end++) {
      const item = blocks[end];
      if (item !== undefined && isBareLink(item)) bare++;
    }
    if (bare >= 2 && bare >= (end - i) * LINK_LIST_SHARE) kept.fill(false, i, end);
    i = end;
  }
}

/** In a text of paragraphs, short words outside of any are labels of widgets ("Close", "Image 1 of 5"). */
function dropLooseLabels(blocks: readonly Block[], span: Span, kept: boolean[], weights: readonly number[]): void {
  let inParagraphs = 0;
  let all = 0;
  for (let i = span.first; i < span.end; i++) {
    if (!kept[i] || blocks[i]?.kind !== 'text') continue;
    all += weights[i] ?? 0;
    if (PARAGRAPHS.has(blocks[i]?.owner.tag ?? '')) inParagraphs += weights[i] ?? 0;
  }
  if (inParagraphs < all * PARAGRAPH_SHARE) return;
  for (let i = span.first; i < span.end; i++) {
    const block = blocks[i];
    if (block?.kind !== 'text' || (weights[i] ?? 0) > 0 || PARAGRAPHS.has(block.owner.tag)) continue;
    if (!/[\p{Sc}%]/u.test(block.text)) kept[i] = false;
  }
}

/** What the head of an article says twice: the title as a paragraph, the teaser as first paragraph. */
function dropCopies(blocks: readonly Block[], span: Span, kept: boolean[], title: string): void {
  const seen = new Set([title]);
  for (let i = span.first, left = HEAD_BLOCKS; i < span.end && left > 0; i++) {
    const block = blocks[i];
    if (block === undefined || !kept[i] || block.text.length < LEAST_COPY) continue;
    if (block.kind === 'text' && seen.has(block.text)) kept[i] = false;
    seen.add(block.text);
    left--;
  }
}

/** What asks the reader to subscribe, follow or join, at the end of an article. */
function dropAppeals(blocks: readonly Block[], span: Span, kept: boolean[]): void {
  for (let i = span.end - 1, left = TAIL_BLOCKS; i >= span.first && left > 0; i--) {
    const block = blocks[i];
    if (block === undefined || !kept[i]) continue;
    left--;
    if (block.kind !== 'text' || block.text.length > LONGEST_APPEAL) continue;
    const isAddressed = block.links.length > 0 || block.text.includes('@');
    if (isAddressed && APPEAL.test(block.text)) kept[i] = false;
  }
}

/** Headings at the end that head nothing any more ("Related articles", "Comments"). */
function dropEmptyHeadings(blocks: readonly Block[], span: Span, kept: boolean[], titled: number): void {
  for (let i = span.end - 1; i >= span.first; i--) {
    if (!kept[i]) continue;
    if (blocks[i]?.kind !== 'heading' || i === titled) return;
    kept[i] = false;
  }
}
