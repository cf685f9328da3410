import { planColumns } from './columns.ts';
import type { Layout, Style } from './layout.ts';
import { type Legend, makeLegend } from './legend.ts';
import type { JsonList, JsonNode, JsonRecord } from './read.ts';
import { fitter, inferRecord, type RecordShape } from './shape.ts';
import { minify, quote } from './spell.ts';
import { spellText, writeHead, writeRow } from './write.ts';

/** Items that have enough in common to be rows of one table. */
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

/** A frame with its columns planned. */
export interface Table {
  readonly frame: Frame;
  readonly layout: Layout;
  /** Rows of the layout by item; items that were not asked for, or do not fit, are not in it. */
  readonly rows: ReadonlyMap<number, number>;
  /** Long strings that occur often: written once, as `*1`, `*2`, … in the rows. */
  readonly legend: readonly string[];
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

/** Finds what the items of a list, or the values of an object, have in common; null when it is too little. */
export function frameItems(source: JsonList | JsonRecord): Frame | null {
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
export function layOutAll(frame: Frame, wanted: Style['wanted']): Table {
  const style = { dense: true, wanted };
  return layOut(frame, style, makeLegend(frame.items, style));
}

/** Plans a table of some items, in which each row tells its own values. */
export function layOutSome(frame: Frame, shown: readonly number[], wanted: Style['wanted']): Table {
  const style = { dense: false, wanted };
  return layOut(frame, style, makeLegend([], style), shown);
}

function layOut(frame: Frame, style: Style, legend: Legend, shown: readonly number[] | null = null): Table {
  const rows = new Map<number, number>();
  const records: JsonRecord[] = [];
  for (const item of shown ?? frame.items.keys()) {
    const record = frame.records[item]!;
    if (record !== null) {
      rows.set(item, records.push(legend.rename(record)) - 1);
    }
  }
  const others = shown === null ? [] : frame.records.filter((record) => record !== null);
  const layout = planColumns({ records, others, shape: frame.shape }, 'row', style);
  return { frame, layout, rows, legend: legend.texts };
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

/** First lines of a table: how many items there are, the columns, and the legend. `more` stands behind the count. */
export function tableHead(table: Table, unit: string, more = ''): string[] {
  const { frame } = table;
  const count = `${frame.items.length} ${unitOf(frame, unit)}${more}`;
  const head = frame.names === null ? `[${count}] ` : `{${count}} key\t`;
  return [head + writeHead(table.layout), ...table.legend.map((text, i) => `*${i + 1}=${quote(text)}`)];
}

/** What the items are called. */
export function unitOf(frame: Frame, unit: string): string {
  return frame.ofLists ? 'lists' : unit;
}

/** One line of a table. */
export function tableRow(table: Table, item: number): string {
  const row = table.rows.get(item);
  const { items, names } = table.frame;
  const cells = row === undefined ? `json:${minify(items[item]!)}` : writeRow(table.layout, row);
  return names === null ? cells : `${spellText(names[item]!, 'row', true)}\t${cells}`;
}
