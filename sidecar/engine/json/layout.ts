import type { JsonNode, JsonRecord } from './read.ts';
import type { RecordShape } from './shape.ts';
import type { Place } from './spell.ts';

/**
 * How a column is written.
 * cell: in its place in every row · named: `key=value`, only in the rows that have it ·
 * fixed: once, in the header; other values are named in their rows · made: as fixed, put together from other columns ·
 * wrapped: the part that differs in its place, the rest in the header; other values are named in their rows.
 */
export type Rule =
  | { readonly kind: 'cell' }
  | { readonly kind: 'named' }
  | { readonly kind: 'fixed'; readonly cell: string; readonly value: JsonNode }
  | { readonly kind: 'made'; readonly parts: readonly Part[] }
  | { readonly kind: 'wrapped'; readonly before: string; readonly after: string };

export interface Style {
  /**
   * True: everything that can be said once is. False, for few rows out of many: a row tells its values itself, unless
   * they are the same in all rows or long.
   */
  readonly dense: boolean;
  /** Names of the columns (own or dotted, lower case) that the question is about: they stay in the rows. */
  readonly wanted: ReadonlySet<string>;
}

/** True when the question is about a column of that name. */
export function isWanted(style: Style, key: string, path: string): boolean {
  return style.wanted.has(key.toLowerCase()) || style.wanted.has(path.toLowerCase());
}

/** A piece of a made value: literal text, or the value of another column. */
export type Part = string | Column;

export interface Column {
  readonly key: string;
  /** Dotted names from the row's object, as used in named cells and in `${…}`. */
  readonly path: string;
  /** One value per row; undefined where the key is missing. */
  readonly values: readonly (JsonNode | undefined)[];
  /** Values of objects without a row. */
  readonly others: readonly (JsonNode | undefined)[];
  /** The values as they are written; '' where missing. */
  cells: readonly string[];
  readonly planned: Planned;
  /** All values are strings and some look like literals: the header says `:str`, cells need no quotes for that. */
  texts: boolean;
  rule: Rule;
}

/** The columns of one row, as a tree: objects that are always there hold their columns in braces. */
export type Entry = { readonly column: Column } | { readonly key: string; readonly entries: readonly Entry[] };

/** How alike objects are written, one row each. */
export interface Layout {
  readonly entries: readonly Entry[];
  /** All columns in order, without the tree. */
  readonly columns: readonly Column[];
  readonly place: Place;
}

/** A shape together with how its objects are written. */
export interface Planned {
  readonly record: { readonly layout: Layout; readonly rows: ReadonlyMap<JsonRecord, number> } | null;
  readonly items: Planned | null;
  readonly entries: Planned | null;
}

export const UNPLANNED: Planned = { record: null, items: null, entries: null };

/** What {@link Layout} is made from. */
export interface Rows {
  readonly records: readonly JsonRecord[];
  /** Objects of the same shape without a row here: what the header says of all must hold for them too. */
  readonly others: readonly JsonRecord[];
  readonly shape: RecordShape;
}

/** What a made column's value is by its parts; null when one of the parts is no scalar in that row. */
export function fillParts(parts: readonly Part[], row: number): string | null {
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : scalarText(part.values[row]);
    if (piece === null) {
      return null;
    }
    text += piece;
  }
  return text;
}

/** The string of a text value; null for any other value and where it is missing. */
export function textOf(value: JsonNode | undefined): string | null {
  return value?.kind === 'text' ? value.value : null;
}

/** The text of a scalar as it can stand inside another string; null for null, lists, objects and missing values. */
export function scalarText(value: JsonNode | undefined): string | null {
  if (value?.kind === 'text') {
    return value.value;
  }
  return value?.kind === 'literal' && value.raw !== 'null' ? value.raw : null;
}

/** The part between a prefix and a suffix; null when the text has another one, or nothing between them. */
export function unwrap(text: string | null, before: string, after: string): string | null {
  if (text === null || text.length <= before.length + after.length) {
    return null;
  }
  return text.startsWith(before) && text.endsWith(after) ? text.slice(before.length, text.length - after.length) : null;
}

/** True when the row says nothing about the column because its rule already tells the value (or that it is missing). */
export function isTold(column: Column, row: number): boolean {
  const { rule } = column;
  const value = column.values[row];
  if (rule.kind === 'fixed') {
    return column.cells[row] === rule.cell;
  }
  if (rule.kind === 'made') {
    const made = fillParts(rule.parts, row);
    return value === undefined ? made === null : made !== null && textOf(value) === made;
  }
  if (rule.kind === 'wrapped') {
    return value === undefined || unwrap(textOf(value), rule.before, rule.after) !== null;
  }
  return rule.kind === 'cell' || value === undefined;
}
