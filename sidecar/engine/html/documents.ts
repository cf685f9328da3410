/** A piece of a tool's output: a page, or what stands before, between and after pages. */
export interface Piece {
  readonly isPage: boolean;
  readonly text: string;
}

/** Text around pages beyond this size means that the whole is something else. */
const LONGEST_AROUND = 4000;
const MOST_PAGES = 50;

/**
 * Splits an output into pages and what surrounds them: response headers (`curl -i`), the line in which a tool says what
 * it fetched, the status that `curl -w` appends, several pages in a row. A fragment without html element is one page.
 */
export function splitPages(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (let count = 0; count < MOST_PAGES; count++) {
    const start = findStart(text, at);
    if (start < 0) break;
    if (start - at > LONGEST_AROUND && count === 0) break;
    if (start > at) pieces.push({ isPage: false, text: text.slice(at, start) });
    const end = findEnd(text, start);
    pieces.push({ isPage: true, text: text.slice(start, end) });
    at = end;
  }
  if (at < text.length) pieces.push({ isPage: at === 0 || text.length - at > LONGEST_AROUND, text: text.slice(at) });
  return pieces;
}

function findStart(text: string, from: number): number {
  START.lastIndex = from;
  return START.exec(text)?.index ?? -1;
}

/** Behind the page's last closing html tag before the next page begins; the text's end when it is not closed. */
function findEnd(text: string, start: number): number {
  CLOSE.lastIndex = start;
  const close = CLOSE.exec(text);
  if (close === null) return text.length;
  const end = close.index + close[0].length;
  return /^\s*(?:<!doctype html|<html[\s>]|[^<\s])/i.test(text.slice(end, end + 200)) ? end : lastEnd(text, end);
}

/** Markup behind a closing html tag belongs to the same page: browsers read on. */
function lastEnd(text: string, end: number): number {
  const next = findStart(text, end);
  return next < 0 ? Math.max(end, text.trimEnd().length) : next;
}

const START = /(?:<\?xml[^<>]{0,200}\?>\s{0,20})?(?:<!doctype\s+html|<html(?=[\s>]))/gi;
const CLOSE = /<\/html\s{0,20}>/gi;
