import { planColumns } from './columns.ts';
import { findKinds } from './kinds.ts';
import type { Layout, Style } from './layout.ts';
import { type Legend, makeLegend } from './legend.ts';
import type { JsonList, JsonNode, JsonRecord } from './read.ts';
import { fitter, inferRecord, type RecordShape } from './shape.ts';
import { minify, quote } from './spell.ts';
import { spellText, writeHead, writeRow } from './write.ts';

/** Items of which one kind has enough in common to be rows of a table. */
export interface Frame {
  readonly items: readonly JsonNode[];
  /** The items' names when the source is an object of objects; null for a list. */
  readonly names: readonly string[] | null;
  /** The items are lists of equal length rather than objects; the columns are then called `#1`, `#2`, … */
  readonly ofLists: boolean;
  readonly shape: RecordShape;
  /** The items as objects; null for one that does not fit and is written as JSON. */
  readonly records: readonly (JsonRecord | null)[];
}

/** Frames of the same items with their columns planned: one, or one for each kind of items. */
export interface Table {
  readonly frame: Frame;
  readonly kinds: readonly Columns[];
  /** Long strings that occur often: written once, as `*1`, `*2`, … in the rows. */
  readonly legend: readonly string[];
}

/** The columns of one kind of items. */
interface Columns {
  readonly layout: Layout;
  /** Rows of the layout by item; items that were not asked for, or are of no or another kind, are not in it. */
  readonly rows: ReadonlyMap<number, number>;
}

/** At least this share of the items must fit. */
const MIN_FITTING = 0.6;
/** Fewer long rows than this with lists inside are better written one by one, with a table for each inner list. */
const FEW_ROWS = 12;
const INNER_ROWS_PER_ROW = 8;
/** Lists in a list become rows from this many on, when they have one length. */
const MIN_LISTS = 8;
const MAX_LENGTH = 60;
const MOSTLY_ALIKE = 0.9;

/** When more than this share of the items do not fit, they may be of several kinds. */
const MANY_MISFITS = 0.1;
const MIN_MIXED = 8;
/** A kind is named by a letter before its columns and before each of its rows. */
const LETTERS = 'ABCDEFGH';

/**
 * Finds what the items of a list, or the values of an object, have in common: one frame, or one for each kind of them where a
 * list holds several kinds; none when it is too little.
 */
export function frameItems(source: JsonList | JsonRecord): readonly Frame[] {
  const one = frameAll(source);
  const { length } = source.kind === 'list' ? source.items : source.values;
  const fitting = one === null ? 0 : one.records.reduce((count, item) => count + (item === null ? 0 : 1), 0);
  const isMixed = source.kind === 'list' && length >= MIN_MIXED && length - fitting > length * MANY_MISFITS;
  const kinds = isMixed ? findKinds(source.items) : [];
  if (kinds.length === 0 || source.kind !== 'list') return one === null ? [] : [one];
  return kinds.map((kind) => ({ items: source.items, names: null, ofLists: false, ...kind }));
}

function frameAll(source: JsonList | JsonRecord): Frame | null {
  const items = source.kind === 'list' ? source.items : source.values;
  const length = source.kind === 'list' ? commonLength(items) : 0;
  const keys = Array.from({ length }, (_, i) => `#${i + 1}`);
  const all = items.map((item) => (length > 0 ? listRecord(item, keys) : item.kind === 'record' ? item : null));
  const there = all.filter((item) => item !== null);
  if (there.length < 2 || there.length < items.length * MIN_FITTING || hasBigInnerLists(there)) {
    return null;
  }
  const shape = inferRecord(there);
  if (shape === null) {
    return null;
  }
  const isFitting = fitter(shape);
  const records = all.map((item) => (item !== null && isFitting(item) ? item : null));
  const fitting = records.reduce((count, item) => count + (item === null ? 0 : 1), 0);
  const names = source.kind === 'list' ? null : source.keys;
  return fitting < items.length * MIN_FITTING ? null : { items, names, ofLists: length > 0, shape, records };
}

/** Plans a table of all items, with everything said once that can be. */
export function layOutAll(frames: readonly [Frame, ...Frame[]], wanted: Style['wanted']): Table {
  const style = { dense: true, wanted };
  return layOut(frames, style, makeLegend(frames[0].items, style));
}

/** Plans a table of some items, in which each row tells its own values. */
export function layOutSome(
  frames: readonly [Frame, ...Frame[]],
  shown: readonly number[],
  wanted: Style['wanted'],
): Table {
  const style = { dense: false, wanted };
  return layOut(frames, style, makeLegend([], style), shown);
}

function layOut(
  frames: readonly [Frame, ...Frame[]],
  style: Style,
  legend: Legend,
  shown: readonly number[] | null = null,
): Table {
  const kinds = frames.map((frame) => layOutKind(frame, style, legend, shown));
  return { frame: frames[0], kinds, legend: legend.texts };
}

function layOutKind(frame: Frame, style: Style, legend: Legend, shown: readonly number[] | null): Columns {
  const rows = new Map<number, number>();
  const records: JsonRecord[] = [];
  for (const item of shown ?? frame.items.keys()) {
    const record = frame.records[item]!;
    if (record !== null) {
      rows.set(item, records.push(legend.rename(record)) - 1);
    }
  }
  const others = shown === null ? [] : frame.records.filter((record) => record !== null);
  return { layout: planColumns({ records, others, shape: frame.shape }, 'row', style), rows };
}

/** The length that nearly all items share when they are lists; 0 otherwise. */
function commonLength(items: readonly JsonNode[]): number {
  const first = items[Math.floor(items.length / 2)];
  if (items.length < MIN_LISTS || first?.kind !== 'list' || first.items.length < 2 || first.items.length > MAX_LENGTH) {
    return 0;
  }
  const { length } = first.items;
  const alike = items.filter((item) => item.kind === 'list' && item.items.length === length).length;
  return alike >= items.length * MOSTLY_ALIKE ? length : 0;
}

function listRecord(item: JsonNode, keys: readonly string[]): JsonRecord | null {
  return item.kind === 'list' && item.items.length === keys.length
    ? { kind: 'record', keys, values: item.items }
    : null;
}

function hasBigInnerLists(records: readonly JsonRecord[]): boolean {
  if (records.length >= FEW_ROWS) {
    return false;
  }
  let inner = 0;
  for (const record of records) {
    for (const value of record.values) {
      inner += value.kind === 'list' ? value.items.filter((item) => item.kind === 'record').length : 0;
    }
  }
  return inner >= records.length * INNER_ROWS_PER_ROW;
}

/**
 * First lines of a table: how many items there are, the columns, and the legend. `more` stands behind the count. Of several
 * kinds each has a line for its columns.
 */
export function tableHead(table: Table, unit: string, more = ''): string[] {
  const { frame, kinds } = table;
  const legend = table.legend.map((text, i) => `*${i + 1}=${quote(text)}`);
  const count = `${frame.items.length} ${unitOf(frame, unit)}`;
  if (kinds.length > 1) {
    const heads = kinds.map(({ layout }, at) => `${LETTERS[at]}: ${writeHead(layout)}`);
    return [`[${count}, ${kinds.length} kinds${more}]`, ...heads, ...legend];
  }
  const head = frame.names === null ? `[${count}${more}] ` : `{${count}${more}} key\t`;
  return [head + writeHead(kinds[0]!.layout), ...legend];
}

/** What the items are called. */
export function unitOf(frame: Frame, unit: string): string {
  return frame.ofLists ? 'lists' : unit;
}

/** One line of a table. */
export function tableRow(table: Table, item: number): string {
  const { items, names } = table.frame;
  const at = table.kinds.findIndex(({ rows }) => rows.has(item));
  if (at < 0) return named(names?.[item], `json:${minify(items[item]!)}`);
  const { layout, rows } = table.kinds[at]!;
  const cells = writeRow(layout, rows.get(item)!);
  return table.kinds.length > 1 ? `${LETTERS[at]}\t${cells}` : named(names?.[item], cells);
}

function named(name: string | undefined, cells: string): string {
  return name === undefined ? cells : `${spellText(name, 'row', true)}\t${cells}`;
}
