import type { Block, Link } from './blocks.ts';

/** Longer targets are tracking or data, not something to open. */
const LONGEST_HREF = 400;
/** Deeper quoting says no more. */
const DEEPEST_QUOTE = 3;

/**
 * Blocks as Markdown.
 * @param options.links true to write the targets of links; without them a link is its text.
 */
export function formatBlocks(blocks: readonly Block[], options: { readonly links: boolean }): string {
  let text = '';
  let before: Block | undefined;
  for (const block of blocks) {
    if (before !== undefined) text += isTight(before, block) ? '\n' : '\n\n';
    text += formatBlock(block, options.links);
    before = block;
  }
  return text;
}

/** Items of one list stand on consecutive lines. */
function isTight(before: Block, block: Block): boolean {
  return before.kind === 'item' && block.kind === 'item' && before.quoteDepth === block.quoteDepth;
}

function formatBlock(block: Block, hasLinks: boolean): string {
  if (block.kind === 'code') return fence(block.text);
  const body = hasLinks ? writeLinks(block.text, block.links) : block.text;
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

function writeLinks(text: string, links: readonly Link[]): string {
  let written = '';
  let at = 0;
  for (const link of links) {
    const href = link.href.trim();
    if (link.at < at || !isWorthShowing(href)) continue;
    written += `${text.slice(at, link.at)}[${text.slice(link.at, link.end)}](${href.replace(/\s/g, '%20')})`;
    at = link.end;
  }
  return written + text.slice(at);
}

/** Not what only moves the reader on the page or starts a script. */
function isWorthShowing(href: string): boolean {
  return href !== '' && href.length <= LONGEST_HREF && !/^(?:#|javascript:|data:|blob:|about:)/i.test(href);
}
