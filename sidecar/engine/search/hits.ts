import { isHitPath } from './hit-path.ts';

/**
 * One line of a search result. `mark` is the character that follows the line number in the source:
 * ':' a match, '-' a line around it, '=' the enclosing function (git grep -p).
 */
export interface HitLine {
  readonly path: string;
  /** As printed, so that nothing is normalised; '' in results without line numbers. */
  readonly num: string;
  readonly mark: string;
  /** Everything behind the mark, byte for byte (a column stays part of it). */
  readonly text: string;
}

/** A line that is no hit: the separator `--`, a headline, a binary notice. */
export interface OtherLine {
  readonly other: string;
}

export type SearchLine = HitLine | OtherLine;

/** How the tool laid the result out; what is needed to lay it out again in the same way. */
export interface SearchShape {
  /** flat: path on every line; heading: path once above its hits; single: one file, no path at all. */
  readonly layout: 'flat' | 'heading' | 'single';
  /** The result says line numbers. */
  readonly numbered: boolean;
}

export interface SearchResult {
  readonly shape: SearchShape;
  readonly lines: readonly SearchLine[];
  /** Number of hit lines, lines around them included. */
  readonly hits: number;
}

export const isHit = (line: SearchLine): line is HitLine => 'path' in line;

const MARKS = ':-=';
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Longest line number taken for one; longer runs of digits are ids. */
const MAX_DIGITS = 8;

/** Reads `<digits><mark>` at `from`; returns the index of the mark, or -1. */
function markAfterDigits(line: string, from: number): number {
  let at = from;
  while (at - from <= MAX_DIGITS && isDigit(line.charCodeAt(at))) at++;
  if (at === from || at - from > MAX_DIGITS) return -1;
  return MARKS.includes(line[at] ?? '\n') ? at : -1;
}

/** `path:12:text`, read from the left; the first number between colons behind a plausible path wins. */
export function parseMatchLine(line: string): HitLine | null {
  // A drive letter is not a path: "C:\x.ts:12:" has its first separator at index 1.
  let colon = line.indexOf(':', /^[A-Za-z]:[\\/]/.test(line) ? 2 : 1);
  for (let tries = 0; colon > 0 && tries < 4; tries++, colon = line.indexOf(':', colon + 1)) {
    const mark = markAfterDigits(line, colon + 1);
    if (mark < 0 || line[mark] !== ':') continue;
    const path = line.slice(0, colon);
    if (!isHitPath(path)) return null;
    return { path, num: line.slice(colon + 1, mark), mark: ':', text: line.slice(mark + 1) };
  }
  return null;
}

/** A line of a file whose path is known: `path-12-text`, `path=12=text`, `path:12:text`. */
function parseKnownPath(line: string, path: string): HitLine | null {
  const sep = line[path.length];
  if (sep === undefined || !MARKS.includes(sep) || !line.startsWith(path)) return null;
  const mark = markAfterDigits(line, path.length + 1);
  if (mark < 0 || line[mark] !== sep) return null;
  return { path, num: line.slice(path.length + 1, mark), mark: sep, text: line.slice(mark + 1) };
}

/** Numbered result with the path on every line (grep -n, git grep -n, rg --no-heading, ag, Grep tools). */
function parseFlat(source: readonly string[]): SearchLine[] {
  const found: (SearchLine | null)[] = [];
  let last = '';
  for (const line of source) {
    const hit = (last === '' ? null : parseKnownPath(line, last)) ?? parseMatchLine(line);
    if (hit !== null) last = hit.path;
    found.push(hit);
  }
  // Lines before the first match of a file only make sense with the path that follows.
  let next = '';
  for (let index = source.length - 1; index >= 0; index--) {
    const line = source[index] ?? '';
    const hit = found[index];
    if (hit && isHit(hit)) {
      // "a.ts-12-see b:3:" was read as a path with a space in it; the file below knows better.
      const better = next !== '' && hit.path.length > next.length ? parseKnownPath(line, next) : null;
      if (better !== null) found[index] = better;
      else next = hit.path;
    } else found[index] = (next === '' ? null : parseKnownPath(line, next)) ?? { other: line };
  }
  return found.map((line, index) => line ?? { other: source[index] ?? '' });
}

/** rg --heading: blocks of a path and numbered lines, an empty line between blocks. */
function parseHeading(source: readonly string[]): SearchLine[] {
  const lines: SearchLine[] = [];
  let path = '';
  for (const [index, line] of source.entries()) {
    const mark = markAfterDigits(line, 0);
    if (mark > 0 && path !== '') {
      lines.push({ path, num: line.slice(0, mark), mark: line[mark] ?? '', text: line.slice(mark + 1) });
      continue;
    }
    const opens = markAfterDigits(source[index + 1] ?? '', 0) > 0;
    const first = index === 0 || source[index - 1] === '';
    if (opens && first && isHitPath(line)) path = line;
    else if (line === '' && path !== '') path = '';
    else lines.push({ other: line });
  }
  return lines;
}

/** grep -n in one file: numbered lines only, the path is in the command. */
function parseSingle(source: readonly string[]): SearchLine[] {
  return source.map((line) => {
    const mark = markAfterDigits(line, 0);
    if (mark < 0) return { other: line };
    return { path: '', num: line.slice(0, mark), mark: line[mark] ?? '', text: line.slice(mark + 1) };
  });
}

/** grep -r without -n: `path:text`, taken only for paths that cannot be a word of prose or a log. */
function parseUnnumbered(source: readonly string[]): SearchLine[] {
  let last = '';
  return source.map((line) => {
    const known = last !== '' && line.startsWith(last) && ':-'.includes(line[last.length] ?? '\n');
    if (known) return { path: last, num: '', mark: line[last.length] ?? '', text: line.slice(last.length + 1) };
    const colon = line.indexOf(':', /^[A-Za-z]:[\\/]/.test(line) ? 2 : 1);
    const path = colon > 0 ? line.slice(0, colon) : '';
    if (!/[\\/.]/.test(path) || /\s/.test(path) || line[colon + 1] === '/' || !isHitPath(path)) return { other: line };
    last = path;
    return { path, num: '', mark: ':', text: line.slice(colon + 1) };
  });
}

const PARSERS = [
  { shape: { layout: 'flat', numbered: true }, parse: parseFlat },
  { shape: { layout: 'heading', numbered: true }, parse: parseHeading },
  { shape: { layout: 'single', numbered: true }, parse: parseSingle },
  { shape: { layout: 'flat', numbered: false }, parse: parseUnnumbered },
] as const satisfies readonly { shape: SearchShape; parse: (source: readonly string[]) => SearchLine[] }[];

/** Numbers of one file rise, and something in it matched; clocks and lists of years do neither. */
function isPlausibleSingle(lines: readonly SearchLine[]): boolean {
  let last = 0;
  let matched = false;
  for (const line of lines) {
    if (!isHit(line)) continue;
    if (Number(line.num) <= last) return false;
    last = Number(line.num);
    matched ||= line.mark === ':';
  }
  return matched;
}

/** Reads a search result in the layout that explains most of its lines, or returns null when none explains four in five. */
export function parseSearch(text: string): SearchResult | null {
  const source = text.split('\n');
  let best: SearchResult | null = null;
  for (const { shape, parse } of PARSERS) {
    const lines = parse(source);
    const hits = lines.reduce((sum, line) => sum + (isHit(line) ? 1 : 0), 0);
    if (hits > (best?.hits ?? 0)) best = { shape, lines, hits };
    if (hits * 10 > source.length * 9) break;
  }
  if (best === null || (best.shape.layout === 'single' && !isPlausibleSingle(best.lines))) return null;
  const foreign = best.lines.reduce(
    (sum, line) => sum + (isHit(line) || line.other === '' || line.other === '--' ? 0 : 1),
    0,
  );
  return foreign * 5 <= best.hits ? best : null;
}
