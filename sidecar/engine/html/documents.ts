/** A piece of a tool's output: a page, or what stands before, between and after pages. */
export interface Piece {
  readonly isPage: boolean;
  readonly text: string;
}

/** Text around pages beyond this size means that the whole is something else. */
const LONGEST_AROUND = 4000;
const MOST_PAGES = 50;
/** Closing tags that are tried per page. */
const MOST_CLOSES = 100;

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

/**
 * Behind the closing html tag that nothing but plain text and the next page follows: scripts hold such tags as well, and
 * browsers read on behind a closed page. The text's end when there is none.
 */
function findEnd(text: string, start: number): number {
  CLOSE.lastIndex = start;
  for (let tries = 0; tries < MOST_CLOSES; tries++) {
    const close = CLOSE.exec(text);
    if (close === null) break;
    const end = close.index + close[0].length;
    const markup = text.indexOf('<', end);
    if (markup < 0) return text.length - end > LONGEST_AROUND ? text.length : end;
    if (markup - end <= LONGEST_AROUND && findStart(text.slice(markup, markup + 300), 0) === 0) return end;
  }
  return text.length;
}

const START = /(?:<\?xml[^<>]{0,200}\?>\s{0,20})?(?:<!doctype\s+html|<html(?=[\s>]))/gi;
const CLOSE = /<\/html\s{0,20}>/gi;
