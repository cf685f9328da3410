import { INLINE_CODE, Inline, type Link } from './inline.ts';
import type { Element } from './tree.ts';

/** Cells longer than this are paragraphs that a layout table holds in place. */
const LONGEST_CELL = 600;
/** Elements that only a table used for layout has in its cells. */
const LAYOUT_TAGS = new Set(['table', 'h1', 'h2', 'h3', 'form', 'article', 'section', 'nav', 'pre', 'aside', 'header']);

interface Cell {
  readonly text: string;
  readonly links: readonly Link[];
}

/**
 * A data table as lines "| cell | cell |", a rule under its header row; null for a table that only lays out a page
 * (one row or one column, nested tables, whole sections in cells).
 */
export function formatTable(table: Element, seeHidden: boolean): { text: string; links: Link[] } | null {
  const rows: Element[] = [];
  if (!collectRows(table, rows)) return null;
  let widest = 0;
  let text = '';
  const links: Link[] = [];
  for (const [index, row] of rows.entries()) {
    const cells = row.children.filter((one) => typeof one !== 'string' && CELLS.has(one.tag)) as Element[];
    const line: string[] = [];
    let at = text.length + 2;
    for (const element of cells) {
      if (element.isHidden && !seeHidden) continue;
      const cell = readCell(element, seeHidden);
      if (cell === null) return null;
      for (const link of cell.links) links.push({ at: at + link.at, end: at + link.end, href: link.href });
      line.push(cell.text);
      at += cell.text.length + 3;
    }
    if (line.every((cell) => cell === '')) {
      while ((links.at(-1)?.at ?? -1) >= text.length) links.pop();
      continue;
    }
    widest = Math.max(widest, line.length);
    text += `| ${line.join(' | ')} |\n`;
    if (index === 0 && cells.every(({ tag }) => tag === 'th')) text += `|${'---|'.repeat(line.length)}\n`;
  }
  const lines = text.split('\n').length - 1;
  return widest < 2 || lines < 2 ? null : { text: text.trimEnd(), links };
}

const CELLS = new Set(['td', 'th']);

/** False when the table holds something that no data table has. */
function collectRows(element: Element, rows: Element[]): boolean {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.tag === 'tr') rows.push(child);
    else if (child.tag === 'table') return false;
    else if (!collectRows(child, rows)) return false;
  }
  return true;
}

function readCell(element: Element, seeHidden: boolean): Cell | null {
  const run = new Inline();
  if (!fillCell(element, run, seeHidden) || run.length > LONGEST_CELL) return null;
  const { text, links } = run.take();
  const line = text.replaceAll('\n', ' ');
  // A bar inside a cell is escaped, which moves what stands behind it.
  return line.includes('|') ? { text: line.replaceAll('|', '\\|'), links: [] } : { text: line, links };
}

/** False when the cell holds what no data table has. */
function fillCell(element: Element, run: Inline, seeHidden: boolean): boolean {
  for (const child of element.children) {
    if (run.length > LONGEST_CELL) return false;
    if (typeof child === 'string') run.append(child);
    else if (LAYOUT_TAGS.has(child.tag)) return false;
    else if ((!child.isHidden || seeHidden) && !fillChild(child, run, seeHidden)) return false;
  }
  return true;
}

function fillChild(child: Element, run: Inline, seeHidden: boolean): boolean {
  const { href } = child.attributes;
  const isLink = child.tag === 'a' && href !== undefined && !run.isInLink;
  if (BREAKS.has(child.tag)) run.breakLine();
  if (isLink) run.openLink(href);
  const codeAt = INLINE_CODE.has(child.tag) ? run.openCode() : -1;
  const isFine = fillCell(child, run, seeHidden);
  if (codeAt >= 0) run.closeCode(codeAt);
  if (isLink) run.closeLink();
  return isFine;
}

const BREAKS = new Set(['br', 'p', 'div', 'li']);
