import type { Hint } from '../types.ts';
import { findArticle, spellPlain } from './article.ts';
import { findAsked } from './asked.ts';
import { type Block, type Layout, layOut } from './blocks.ts';
import { formatBlocks } from './markdown.ts';
import { type Page, parsePage } from './tree.ts';
import { isReference } from './trim.ts';

/** Less running text than this is a menu, a form or an error page: everything visible is its content. */
const LEAST_ARTICLE = 250;
/** An article holds at least this share of the page's running text; otherwise the page is a list of many things. */
const LEAST_SHARE = 0.35;
/** A page that shows less than this builds its text by script, or hides it until then. */
const LEAST_VISIBLE = 200;
/** Structured data shorter than this is a summary. */
const LEAST_DECLARED = 500;

const THREAD_URL =
  /\/(?:issues?|pulls?|pull-requests|merge_requests|discussions?|questions?|threads?|topics?|forums?|t|comments|viewtopic|showthread|item)[/?.]/i;
const THREAD_QUESTION =
  /\b(?:comments?|commenters?|repl(?:y|ies|ied)|discussion|thread|reviews?|answers|issue|pull request)\b/i;
const THREAD_TYPE = /(?:QAPage|DiscussionForumPosting|Question|Conversation)$/;
const BYLINE_QUESTION =
  /\b(?:authors?|wrote|written|writer|byline|publish(?:ed|er)?|publication|posted|dated?|updated)\b/i;
const LINK_QUESTION = /\b(?:links?|urls?|hrefs?|downloads?|addresses|endpoints?|site ?map)\b/i;

/** Readable Markdown of a page's own text; null when nothing can be read. */
export function readPage(html: string, hint: Hint): string | null {
  const page = parsePage(html);
  if (page === null) return null;
  let layout = layOut(page, { seeHidden: false });
  if (visibleChars(layout) < LEAST_VISIBLE) {
    if (page.declaredBody.length >= LEAST_DECLARED) return joinParts(page.title, [], page.declaredBody.trim());
    layout = layOut(page, { seeHidden: true });
  }
  if (layout.blocks.length === 0) return null;
  return pickText(page, layout, hint);
}

function visibleChars({ blocks }: Layout): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

function pickText(page: Page, layout: Layout, hint: Hint): string {
  const { blocks } = layout;
  const wish = isThread(layout, hint)
    ? 'thread'
    : BYLINE_QUESTION.test(withoutAddresses(hint.question))
      ? 'byline'
      : 'text';
  const article = findArticle(layout, page.title, wish);
  const isArticle = article.prose >= LEAST_ARTICLE && article.prose >= article.pageProse * LEAST_SHARE;
  const kept = isArticle ? article.kept : keepContent(blocks, article.isFurniture);
  const links = !isArticle || wish === 'thread' || asksForLinks(hint) || isReference(blocks, kept);
  const asked = findAsked(blocks, kept, hint);
  const own = blocks.filter((_, index) => kept[index]);
  const title = article.titled >= 0 ? (blocks[article.titled]?.text ?? '') : page.title;
  const text = formatBlocks(own, { links });
  const rest = formatBlocks(
    asked.flatMap((index) => blocks[index] ?? []),
    { links: true },
  );
  return joinParts(title, own, rest === '' ? text : `${text}\n\n…\n\n${rest}`);
}

/** Everything but navigation, or really everything when that is nearly all there is. */
function keepContent(blocks: readonly Block[], isFurniture: (index: number) => boolean): boolean[] {
  const kept = blocks.map((_, index) => !isFurniture(index));
  const chars = blocks.reduce((sum, { text }, index) => (kept[index] ? sum + text.length : sum), 0);
  return chars < LEAST_VISIBLE ? blocks.map(() => true) : kept;
}

/** The title in front, unless the text shows it as a heading. */
function joinParts(title: string, shown: readonly Block[], text: string): string {
  const plain = spellPlain(title);
  const isShown = shown.slice(0, 20).some(({ kind, text: one }) => kind === 'heading' && spellPlain(one) === plain);
  if (plain === '' || isShown) return text;
  return `# ${title}\n\n${text}`;
}

function isThread({ spans }: Layout, hint: Hint): boolean {
  if (THREAD_QUESTION.test(withoutAddresses(hint.question))) return true;
  if (THREAD_URL.test(hint.command) || THREAD_URL.test(hint.path)) return true;
  if (hint.terms.some((term) => term.includes('://') && THREAD_URL.test(term))) return true;
  for (const { attributes } of spans.keys()) if (THREAD_TYPE.test(attributes.itemtype ?? '')) return true;
  return false;
}

function asksForLinks({ question }: Hint): boolean {
  return LINK_QUESTION.test(withoutAddresses(question));
}

function withoutAddresses(question: string): string {
  return question.replace(/https?:\/\/\S+/g, ' ');
}
