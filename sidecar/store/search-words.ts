/** One word or "quoted phrase" of a query. */
export interface QueryWord {
  readonly text: string;
  /** True for what stood in quotes: only the whole of it is looked for. */
  readonly isPhrase: boolean;
}

/** A line of a text, counted from 1, and as much of it as is shown. */
export interface FoundLine {
  readonly line: number;
  readonly text: string;
}

/** SQLite refuses expressions of more than 256 parts; nobody types so many words. */
const MAX_WORDS = 32;
/** Characters of a line that are shown: a minified file is one line. */
const MAX_SHOWN_CHARS = 300;
/** What stands before a match when the line has to be cut. */
const LEAD_CHARS = 60;

/** The words and "quoted phrases" of what a person typed. Of NUL, at which SQLite would end, and half characters nothing is kept. */
export function readWords(query: string): QueryWord[] {
  const clean = query.replaceAll('\0', ' ').toWellFormed();
  const words = [...clean.matchAll(/"([^"]+)"|([^\s"]+)/g)].map(
    ([, phrase, word = '']): QueryWord => ({ text: phrase ?? word, isPhrase: phrase !== undefined }),
  );
  return words.slice(0, MAX_WORDS);
}

/**
 * The words as an expression of FTS5 in which nothing is syntax: each in quotes, all must occur, the last may go on
 * ("conn" finds "connection") unless it is a phrase.
 * @returns null when no word holds a letter or a digit: the index knows no others
 */
export function makeMatch(words: readonly QueryWord[]): string | null {
  if (!words.some(({ text }) => readTerms(text).length > 0)) return null;
  const last = words.length - 1;
  return words.map(({ text, isPhrase }, at) => `"${text}"${at === last && !isPhrase ? '*' : ''}`).join(' ');
}

/**
 * The lines that hold words of a query: those with more of them first, then in their order. A phrase that runs over a
 * line's end is found by its parts; there is always at least the first line.
 * @param most lines that are given
 */
export function findLines(text: string, words: readonly QueryWord[], most: number): FoundLine[] {
  const last = words.length - 1;
  const terms = words.map(({ text: word, isPhrase }, at) => ({
    terms: readTerms(word),
    goesOn: at === last && !isPhrase,
  }));
  const whole = terms.flatMap(({ terms: [...parts], goesOn }) =>
    parts.length === 0 ? [] : [makePattern(parts, goesOn)],
  );
  const found = rankLines(text, whole, most);
  if (found.length > 0) return found;
  const parts = terms.flatMap(({ terms: each }) => each.map((part) => makePattern([part], true)));
  const near = rankLines(text, parts, most);
  return near.length > 0 ? near : [{ line: 1, text: cutLine(text.split('\n', 1)[0] ?? '', 0) }];
}

function rankLines(text: string, patterns: readonly RegExp[], most: number): FoundLine[] {
  const hits: { line: number; content: string; at: number; count: number }[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    const folded = fold(content);
    const places = patterns.map((pattern) => folded.search(pattern)).filter((at) => at >= 0);
    if (places.length > 0) hits.push({ line: index + 1, content, at: Math.min(...places), count: places.length });
  }
  return hits
    .sort((a, b) => b.count - a.count || a.line - b.line)
    .slice(0, most)
    .map(({ line, content, at }) => ({ line, text: cutLine(content, at) }));
}

/** @param at where the match begins, in the folded line: near enough to show it */
function cutLine(line: string, at: number): string {
  if (line.length <= MAX_SHOWN_CHARS) return line.trim();
  const from = Math.max(0, Math.min(at - LEAD_CHARS, line.length - MAX_SHOWN_CHARS));
  const to = Math.min(line.length, from + MAX_SHOWN_CHARS);
  const shown = line.slice(from, to).toWellFormed().trim();
  return `${from > 0 ? '…' : ''}${shown}${to < line.length ? '…' : ''}`;
}

/** Terms in a row, with anything but letters and digits between them, as the index sees a word like "foo-bar.ts". */
function makePattern(terms: readonly string[], goesOn: boolean): RegExp {
  // Terms hold letters and digits only, so nothing has to be escaped.
  return new RegExp(`(?<![\\p{L}\\p{N}])${terms.join('[^\\p{L}\\p{N}]+')}${goesOn ? '' : '(?![\\p{L}\\p{N}])'}`, 'u');
}

function readTerms(word: string): string[] {
  return fold(word).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Without case and accents, as the index folds what it takes in. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return /[^\0-\x7f]/.test(lower) ? lower.normalize('NFD').replace(/\p{M}+/gu, '') : lower;
}
