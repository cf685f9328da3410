import type { Block } from './blocks.ts';
import type { Link } from './inline.ts';

/** Longer targets are tracking or data, not something to open. */
const LONGEST_HREF = 400;
/** Deeper quoting says no more. */
const DEEPEST_QUOTE = 3;

/**
 * Blocks as Markdown.
 * @param options.links true to write the target of every link once; without them a link is its text.
 */
export function formatBlocks(blocks: readonly Block[], options: { readonly links: boolean }): string {
  let text = '';
  let before: Block | undefined;
  const shown = options.links ? new Set<string>() : null;
  for (const block of blocks) {
    if (before !== undefined) text += isTight(before, block) ? '\n' : '\n\n';
    text += formatBlock(block, shown);
    before = block;
  }
  return text;
}

/** Items of one list stand on consecutive lines. */
function isTight(before: Block, block: Block): boolean {
  return before.kind === 'item' && block.kind === 'item' && before.quoteDepth === block.quoteDepth;
}

/** @param shown the targets that were written before; null when none is to be written */
function formatBlock(block: Block, shown: Set<string> | null): string {
  if (block.kind === 'code') return fence(block.text);
  const body = shown === null ? block.text : writeLinks(block.text, block.links, shown);
  if (block.kind === 'heading') return quote(`${'#'.repeat(block.level)} ${body.replaceAll('\n', ' ')}`, block);
  if (block.kind !== 'item') return quote(body, block);
  const indent = '  '.repeat(Math.min(block.level, 8) - 1);
  const mark = block.mark === '' ? '  ' : block.mark;
  return quote(`${indent}${mark}${body.replaceAll('\n', `\n${indent}  `)}`, block);
}

function quote(text: string, { quoteDepth }: Block): string {
  if (quoteDepth === 0) return text;
  const sign = `${'>'.repeat(Math.min(quoteDepth, DEEPEST_QUOTE))} `;
  return `${sign}${text.replaceAll('\n', `\n${sign}`)}`;
}

/** The fence is longer than any run of ticks inside, so that the code stays byte for byte. */
function fence(code: string): string {
  let longest = 2;
  for (const [run] of code.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}\n${code}\n${ticks}`;
}

/** Every target once: what is linked again was named before. */
function writeLinks(text: string, links: readonly Link[], shown: Set<string>): string {
  let written = '';
  let at = 0;
  for (const link of links) {
    const href = link.href.trim();
    if (link.at < at || shown.has(href) || !isWorthShowing(href)) continue;
    shown.add(href);
    written += `${text.slice(at, link.at)}[${text.slice(link.at, link.end)}](${href.replace(/\s/g, '%20')})`;
    at = link.end;
  }
  return written + text.slice(at);
}

/** Not what only moves the reader on the page or starts a script. */
function isWorthShowing(href: string): boolean {
  return href !== '' && href.length <= LONGEST_HREF && !/^(?:#|javascript:|data:|blob:|about:)/i.test(href);
}
