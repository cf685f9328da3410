import { type Column, isWanted, type Rule, type Style, textOf } from './layout.ts';
import { madeRule } from './made.ts';
import type { JsonNode } from './read.ts';
import { minify } from './spell.ts';
import { wrappedRule } from './wrapped.ts';

/** A value that is missing or the same in at least this share of the rows is said once. */
const MOSTLY = 0.9;
/** Rows needed before one exception is worth being named. */
const MIN_ROWS_FOR_EXCEPTIONS = 10;
/** A key that this share of the rows lacks is named in the rows that have it. */
const MOSTLY_MISSING = 0.8;
/** Shorter values stay whole in their row, so that a record can be read in one place. */
const MIN_MADE_LENGTH = 16;
const MIN_MADE_WHEN_FEW = 48;
const MODE_SAMPLES = 40;
const MOSTLY_IN_SAMPLE = 0.6;

/** Decides how a column is written; `decided` are the columns that made values may refer to. Linear in the rows. */
export function makeRule(column: Column, decided: readonly Column[], style: Style): Rule {
  if (isWanted(style, column.key, column.path)) {
    return isMostlyMissing(column) ? { kind: 'named' } : { kind: 'cell' };
  }
  const long = totalText(column) >= column.cells.length * (style.dense ? MIN_MADE_LENGTH : MIN_MADE_WHEN_FEW);
  return (
    sameRule(column, style) ??
    (long ? madeRule(column, decided) : null) ??
    (long && style.dense ? wrappedRule(column, asksForTimes(style)) : null) ?? { kind: 'cell' }
  );
}

/** Words of a question that asks when something was. */
const TIME_WORDS = [
  'when',
  'time',
  'times',
  'timestamp',
  'timestamps',
  'date',
  'dates',
  'day',
  'since',
  'until',
  'clock',
];

function asksForTimes({ wanted }: Style): boolean {
  return TIME_WORDS.some((word) => wanted.has(word));
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

function totalText(column: Column): number {
  let length = 0;
  for (const value of column.values) {
    length += textOf(value)?.length ?? 0;
  }
  return length;
}
