import { type Facet, type Facets, type Marks, plainText } from './facets.ts';

/** A term that occurs in more of the rows than this, at one path, does not tell rows apart. */
const MAX_SHARE = 0.25;
/** Rows that all terms together may keep, beyond those of terms with at most 3 hits. */
const MAX_ASKED = 0.35;
const EXACT = 3;
/** Characters of the question that are looked at. */
const MAX_QUESTION = 20_000;
const WORD = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;

interface Hits {
  readonly rows: readonly number[];
  /** An identifier, a number, or a whole value: it names a record rather than a topic. */
  readonly names: boolean;
}

/** What was asked for: the user's text, and terms of it (lower case). */
export interface Asked {
  readonly question: string;
  readonly terms: readonly string[];
}

/** Words of the question that may be names of columns, lower case. */
export function wantedNames(asked: Asked): ReadonlySet<string> {
  const words =
    asked.question
      .slice(0, MAX_QUESTION)
      .toLowerCase()
      .match(/[\p{L}_][\p{L}\p{N}_.-]*/gu) ?? [];
  return new Set(words.map((word) => word.replace(/[.-]+$/, '')));
}

/** Marks the rows that carry what was asked for. Linear in text × terms. */
export function markAskedRows(facets: Facets, asked: Asked, marks: Marks): void {
  const needles = asked.terms.flatMap(needlesOf);
  const question = questionOf(asked.question);
  const found: Hits[] = [];
  for (const facet of facets.list) {
    found.push(...findInFacet(facet, facets.total, needles), ...findWholeValues(facet, facets.total, question));
  }
  found.sort((a, b) => a.rows.length - b.rows.length);
  // Once records are named, other words of the question are about what to tell of them, not about which ones.
  const named = found.some((hits) => hits.names && hits.rows.length <= EXACT);
  const kept = new Set<number>();
  for (const { rows, names } of found) {
    const many = rows.length > EXACT;
    if (many && ((named && !names) || kept.size > Math.max(10, facets.total * MAX_ASKED))) {
      continue;
    }
    for (const row of rows) {
      kept.add(row);
      marks.mark(row, 3);
    }
  }
}

interface Question {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  /** First characters of the words that are plain ASCII, as codes. */
  readonly starts: ReadonlySet<number>;
}

const FIRST_WORD = /^[\p{L}\p{N}]+/u;

function questionOf(text: string): Question {
  const lower = text.slice(0, MAX_QUESTION).toLowerCase();
  const words = new Set(lower.match(/[\p{L}\p{N}]+/gu));
  return { text: lower, words, starts: new Set([...words].map((word) => word.charCodeAt(0))) };
}

/** Values that stand whole in the question, such as a title or a name of several words. */
function findWholeValues(facet: Facet, total: number, question: Question): Hits[] {
  const byValue = new Map<string, number[]>();
  for (let i = 0; i < facet.values.length; i++) {
    const value = plainText(facet.values[i]!);
    if (value.length < 5 || value.length > 300 || !mayStart(value.charCodeAt(0), question)) {
      continue;
    }
    const lower = value.toLowerCase();
    const first = FIRST_WORD.exec(lower)?.[0];
    if (first !== undefined && question.words.has(first) && standsIn(question.text, lower)) {
      const rows = byValue.get(lower) ?? [];
      rows.push(facet.owners[i]!);
      byValue.set(lower, rows);
    }
  }
  const limit = Math.max(EXACT, Math.floor(total * MAX_SHARE));
  return [...byValue.values()].filter((rows) => rows.length <= limit).map((rows) => ({ rows, names: true }));
}

/** False for most values, which begin with another character than any word of the question. */
function mayStart(code: number, { starts }: Question): boolean {
  return code > 127 || starts.has(code >= 65 && code <= 90 ? code + 32 : code);
}

function standsIn(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const whole = !WORD.test(text[at + value.length] ?? '') || !WORD.test(value[value.length - 1]!);
    if (whole && !WORD.test(text[at - 1] ?? '')) {
      return true;
    }
  }
  return false;
}

interface Needle {
  readonly text: string;
  /** The characters behind it must not go on with the word. */
  readonly whole: boolean;
  readonly names: boolean;
}

/** A term, its singular, and the short form that programmers use for a long word (authentication → auth). */
function needlesOf(term: string): Needle[] {
  if (!/^\p{L}{4,}$/u.test(term)) {
    return [{ text: term, whole: true, names: /\d|[_./:@-]/.test(term) }];
  }
  const stem = term.replace(/(?:ies|es|s|ing|ed)$/, '');
  const needles = [{ text: stem.length >= 4 ? stem : term, whole: false, names: false }];
  if (term.length >= 8) {
    needles.push({ text: term.slice(0, 4), whole: true, names: false });
  }
  return needles;
}

/** Rows per term; terms that occur too often at this path are left out. */
function findInFacet(facet: Facet, total: number, needles: readonly Needle[]): Hits[] {
  const sought = mayStandIn(facet, needles);
  if (sought.length === 0) return [];
  const starts = new Uint32Array(facet.values.length);
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; i < facet.values.length; i++) {
    const text = plainText(facet.values[i]!);
    starts[i] = length;
    parts.push(text);
    length += text.length + 1;
  }
  const source = parts.join('\n');
  const lower = source.toLowerCase();
  if (lower.length !== source.length) {
    return [];
  }
  const limit = Math.max(3, Math.floor(total * MAX_SHARE));
  return sought.flatMap((needle) => {
    const rows = findRows(source, lower, needle, { starts, owners: facet.owners, limit });
    return rows === null || rows.length === 0 ? [] : [{ rows, names: needle.names }];
  });
}

/** Characters that JSON spells numbers with, lower case, and what parts them here. */
const NUMERIC = /^[\d+.e\n-]*$/;

/** The needles that can stand in the values at all: a word is in no number, and most of a large answer may be numbers. */
function mayStandIn({ values }: Facet, needles: readonly Needle[]): readonly Needle[] {
  const numeric = needles.filter(({ text }) => NUMERIC.test(text));
  return numeric.length === needles.length || !values.every(isNumber) ? needles : numeric;
}

function isNumber(value: Facet['values'][number]): boolean {
  return value.kind === 'literal' && value.raw !== 'true' && value.raw !== 'false' && value.raw !== 'null';
}

interface Index {
  readonly starts: Uint32Array;
  readonly owners: readonly number[];
  readonly limit: number;
}

/** The rows with a needle in order; null when they are more than the limit. */
function findRows(source: string, lower: string, needle: Needle, index: Index): number[] | null {
  const rows: number[] = [];
  for (let at = lower.indexOf(needle.text); at >= 0; at = lower.indexOf(needle.text, at + 1)) {
    if (isHit(source, at, needle)) {
      const entry = lastAtMost(index.starts, at);
      const row = index.owners[entry]!;
      if (rows[rows.length - 1] !== row) {
        rows.push(row);
      }
      if (rows.length > index.limit) {
        return null;
      }
      at = (index.starts[entry + 1] ?? lower.length) - 1;
    }
  }
  return rows;
}

/** A hit begins at a word start (or a hump of camelCase) and, for whole needles, ends at a word end. */
function isHit(source: string, at: number, needle: Needle): boolean {
  const before = source[at - 1] ?? '';
  const first = source[at]!;
  if (WORD.test(first) && WORD.test(before) && !isHump(before, first)) {
    return false;
  }
  const last = source[at + needle.text.length - 1]!;
  const after = source[at + needle.text.length] ?? '';
  return !needle.whole || !WORD.test(last) || !WORD.test(after) || isHump(last, after);
}

function isHump(before: string, after: string): boolean {
  const up = LETTER.test(after) && after !== after.toLowerCase() && before === before.toLowerCase();
  return up && !(LETTER.test(before) && before !== before.toLowerCase());
}

function lastAtMost(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
