import {
  type Column,
  fillParts,
  isWanted,
  type Part,
  type Rule,
  type Style,
  scalarText,
  textOf,
  unwrap,
} from './layout.ts';
import type { JsonNode } from './read.ts';
import { minify } from './spell.ts';

/** A value that is missing or the same in at least this share of the rows is said once. */
const MOSTLY = 0.9;
/** Rows needed before one exception is worth being named. */
const MIN_ROWS_FOR_EXCEPTIONS = 10;
/** A key that this share of the rows lacks is named in the rows that have it. */
const MOSTLY_MISSING = 0.8;
/** Shorter values stay whole in their row, so that a record can be read in one place. */
const MIN_MADE_LENGTH = 16;
const MIN_MADE_WHEN_FEW = 48;
/** What a prefix and suffix must save per row before a value is taken apart. */
const MIN_WRAP = 14;
const SAMPLES = 6;
const MODE_SAMPLES = 40;
const MOSTLY_IN_SAMPLE = 0.6;
/** A made value must fit in at least this share of the rows. */
const MOSTLY_MADE = 0.8;
const WORD = /[\p{L}\p{N}]/u;

/** Decides how a column is written; `decided` are the columns that made values may refer to. Linear in the rows. */
export function makeRule(column: Column, decided: readonly Column[], style: Style): Rule {
  if (isWanted(style, column.key, column.path)) {
    return isMostlyMissing(column) ? { kind: 'named' } : { kind: 'cell' };
  }
  const long = totalText(column) >= column.cells.length * (style.dense ? MIN_MADE_LENGTH : MIN_MADE_WHEN_FEW);
  return (
    sameRule(column, style) ??
    (long ? madeRule(column, decided) : null) ??
    (long && style.dense ? wrappedRule(column) : null) ?? { kind: 'cell' }
  );
}

function isMostlyMissing(column: Column): boolean {
  const missing = column.values.reduce((count, value) => count + (value === undefined ? 1 : 0), 0);
  return missing >= column.values.length * MOSTLY_MISSING;
}

function sameRule(column: Column, style: Style): Rule | null {
  const { cells } = column;
  if (!isMostlyOne(cells)) {
    return null;
  }
  const counts = new Map<string, number>();
  for (const cell of cells) {
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  let mode = '';
  let most = 0;
  for (const [cell, count] of counts) {
    if (count > most) {
      mode = cell;
      most = count;
    }
  }
  const share = most / cells.length;
  if (mode === '') {
    return share >= MOSTLY_MISSING && counts.size > 1 ? { kind: 'named' } : null;
  }
  const mostly = style.dense && share >= MOSTLY && cells.length >= MIN_ROWS_FOR_EXCEPTIONS;
  const enough = share === 1 ? cells.length > 1 : mostly;
  if (!enough || exceptionCost(column, mode) >= most * (mode.length + 1)) {
    return null;
  }
  const value = column.values[cells.indexOf(mode)]!;
  return column.others.every((other) => isSame(other, value)) ? { kind: 'fixed', cell: mode, value } : null;
}

/** False when a sample already shows that no value can be in most of the cells: most columns end here. */
function isMostlyOne(cells: readonly string[]): boolean {
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(cells.length / MODE_SAMPLES));
  let seen = 0;
  let most = 0;
  for (let i = 0; i < cells.length; i += step) {
    const count = (counts.get(cells[i]!) ?? 0) + 1;
    counts.set(cells[i]!, count);
    most = Math.max(most, count);
    seen++;
  }
  return most >= seen * MOSTLY_IN_SAMPLE;
}

function isSame(a: JsonNode | undefined, b: JsonNode): boolean {
  if (a === undefined || a.kind !== b.kind) {
    return false;
  }
  if (a.kind === 'text' || b.kind === 'text') {
    return textOf(a) === textOf(b);
  }
  return a.kind === 'literal' && b.kind === 'literal' ? a.raw === b.raw : minify(a) === minify(b);
}

/** Characters that naming the other values adds to their rows. */
function exceptionCost(column: Column, mode: string): number {
  let cost = 0;
  for (const cell of column.cells) {
    cost += cell === mode ? 0 : column.path.length + 1;
  }
  return cost;
}

function madeRule(column: Column, decided: readonly Column[]): Rule | null {
  const samples = sampleRows(column);
  if (samples.length < 2) {
    return null;
  }
  const usable = decided.filter(
    (other) => other.rule.kind === 'cell' && !other.path.includes('"') && occursInAll(other, column, samples),
  );
  let best: readonly Part[] | null = null;
  let bestHits = 0;
  for (const parts of candidates(column, usable, samples[0]!)) {
    const hits = countHits(column, parts, samples);
    if (hits > bestHits) {
      best = parts;
      bestHits = hits;
    }
  }
  if (best === null || bestHits < samples.length * MOSTLY_MADE) {
    return null;
  }
  const parts = best;
  const rows = column.cells.map((_, row) => row);
  const hits = countHits(column, parts, rows);
  const there = rows.filter((row) => column.values[row] !== undefined).length;
  return hits >= there * MOSTLY_MADE && !isAmbiguous(parts) && !isProse(parts) ? { kind: 'made', parts } : null;
}

/** Rows spread over the column that hold strings. */
function sampleRows(column: Column): number[] {
  const rows: number[] = [];
  const step = Math.max(1, Math.floor(column.cells.length / SAMPLES));
  for (let row = 0; row < column.cells.length && rows.length < SAMPLES; row += step) {
    if (textOf(column.values[row]) !== null) {
      rows.push(row);
    }
  }
  return rows;
}

function totalText(column: Column): number {
  let length = 0;
  for (const value of column.values) {
    length += textOf(value)?.length ?? 0;
  }
  return length;
}

function occursInAll(other: Column, column: Column, rows: readonly number[]): boolean {
  let hits = 0;
  for (const row of rows) {
    const piece = scalarText(other.values[row]);
    const text = textOf(column.values[row])!;
    hits += piece !== null && piece !== '' && findPiece(text, piece, 0) >= 0 ? 1 : 0;
  }
  return hits >= rows.length * MOSTLY_MADE;
}

/** Offset of a piece; one of less than 4 characters must stand between other characters than letters and digits. */
function findPiece(text: string, piece: string, from: number): number {
  for (let at = text.indexOf(piece, from); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (piece.length >= 4 || (!WORD.test(text[at - 1] ?? '') && !WORD.test(text[at + piece.length] ?? ''))) {
      return at;
    }
  }
  return -1;
}

/** Ways to put the value of one row together: from each column alone, and from all of them, longest piece first. */
function candidates(column: Column, usable: readonly Column[], row: number): Part[][] {
  const text = textOf(column.values[row])!;
  const found = usable.map((other) => cutOut([text], other, row));
  if (usable.length > 1) {
    const length = (other: Column) => scalarText(other.values[row])?.length ?? 0;
    const sorted = [...usable].sort((a, b) => length(b) - length(a));
    let parts: Part[] = [text];
    for (const other of sorted) {
      parts = cutOut(parts, other, row);
    }
    found.push(parts);
  }
  return found.filter((parts) => parts.some((part) => typeof part !== 'string'));
}

function cutOut(parts: readonly Part[], other: Column, row: number): Part[] {
  const piece = scalarText(other.values[row]);
  if (piece === null || piece === '') {
    return [...parts];
  }
  return parts.flatMap((part) => {
    if (typeof part !== 'string') {
      return [part];
    }
    const cut: Part[] = [];
    let from = 0;
    for (let at = findPiece(part, piece, 0); at >= 0; at = findPiece(part, piece, from)) {
      cut.push(part.slice(from, at), other);
      from = at + piece.length;
    }
    cut.push(part.slice(from));
    return cut.filter((one) => one !== '');
  });
}

function countHits(column: Column, parts: readonly Part[], rows: readonly number[]): number {
  let hits = 0;
  for (const row of rows) {
    const text = textOf(column.values[row]);
    hits += text !== null && fillParts(parts, row) === text ? 1 : 0;
  }
  return hits;
}

/** Literal text that holds a back-tick, a line break or `${` cannot be told from the notation. */
function isAmbiguous(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' && isUnsafe(part));
}

/** A sentence stays whole: it is searched for and quoted. Addresses and paths are put together at no loss. */
function isProse(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' && /\s/.test(part));
}

function isUnsafe(text: string): boolean {
  return (
    /[`\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\$\{|\$$/.test(text) ||
    !text.isWellFormed()
  );
}

function wrappedRule(column: Column): Rule | null {
  const samples = sampleRows(column);
  if (samples.length < 3) {
    return null;
  }
  const texts = samples.map((row) => textOf(column.values[row])!);
  const before = cutAtBoundary(commonStart(texts));
  const after = commonEnd(texts.map((text) => text.slice(before.length)));
  const saved = before.length + after.length;
  if (saved < MIN_WRAP || !(before + after).includes('/') || isUnsafe(before) || isUnsafe(after)) {
    return null;
  }
  let hits = 0;
  let there = 0;
  for (const value of column.values) {
    there += value === undefined ? 0 : 1;
    hits += unwrap(textOf(value), before, after) === null ? 0 : 1;
  }
  return hits >= there * MOSTLY ? { kind: 'wrapped', before, after } : null;
}

function commonStart(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < length && first[i] === text[i]) {
      i++;
    }
    length = i;
  }
  return first.slice(0, length);
}

function cutAtBoundary(start: string): string {
  let end = start.length;
  while (end > 0 && WORD.test(start[end - 1]!)) {
    end--;
  }
  return start.slice(0, end);
}

function commonEnd(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < length && i < text.length && first[first.length - 1 - i] === text[text.length - 1 - i]) {
      i++;
    }
    length = i;
  }
  let from = first.length - length;
  while (from < first.length && WORD.test(first[from]!)) {
    from++;
  }
  return first.slice(from);
}
