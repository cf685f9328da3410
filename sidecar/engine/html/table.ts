import type { Link } from './blocks.ts';
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
  const cell = { text: '', links: [] as Link[] };
  if (!fillCell(element, cell, seeHidden)) return null;
  const text = cell.text.trimEnd().replaceAll('|', '\\|');
  if (text.length > LONGEST_CELL) return null;
  const isMoved = text.length !== cell.text.trimEnd().length;
  return { text, links: isMoved ? [] : cell.links.filter(({ end }) => end <= text.length) };
}

function fillCell(element: Element, cell: { text: string; links: Link[] }, seeHidden: boolean): boolean {
  for (const child of element.children) {
    if (cell.text.length > LONGEST_CELL) return false;
    if (typeof child === 'string') {
      const text = child.replace(/\s+/g, ' ');
      cell.text += cell.text === '' || cell.text.endsWith(' ') ? text.replace(/^ /, '') : text;
    } else if (LAYOUT_TAGS.has(child.tag)) return false;
    else if (!child.isHidden || seeHidden) {
      const at = cell.text.length;
      if (child.tag === 'br' || child.tag === 'p' || child.tag === 'div' || child.tag === 'li') {
        if (cell.text !== '' && !cell.text.endsWith(' ')) cell.text += ' ';
      }
      if (!fillCell(child, cell, seeHidden)) return false;
      const end = cell.text.trimEnd().length;
      const { href } = child.attributes;
      if (child.tag === 'a' && href !== undefined && end > at) cell.links.push({ at, end, href });
    }
  }
  return true;
}
