import { type Asked, wantedNames } from './asked.ts';
import { type Choice, chooseItems } from './choose.ts';
import { UNPLANNED } from './layout.ts';
import type { JsonList, JsonNode, JsonRecord } from './read.ts';
import { minifiedLength } from './spell.ts';
import { summarise } from './summary.ts';
import { frameItems, layOutSome, tableHead, tableRow, unitOf } from './table.ts';
import { isScalars } from './values.ts';
import { spellValue } from './write.ts';

/** Some lines of a table, and how many of its rows they show. */
export interface Partial {
  readonly lines: readonly string[];
  readonly shown: number;
  readonly total: number;
}

/** Fewer or shorter items are all shown. */
const MIN_ITEMS = 30;
const MIN_CHARACTERS = 8000;
const MIN_VALUES_CHARACTERS = 1200;
/** Showing more than this share saves too little for what is lost. */
const MAX_SHOWN = 0.6;

/** The rows of a table that tell most, gaps marked in place; null when all of them should be shown. */
export function writePartialTable(source: JsonList | JsonRecord, unit: string, asked: Asked): Partial | null {
  const items = source.kind === 'list' ? source.items : source.values;
  if (items.length < MIN_ITEMS) {
    return null;
  }
  if (source.kind === 'list' && isScalars(items)) {
    return writePartialValues(items, asked);
  }
  const [frame, ...further] = minifiedLength(source) < MIN_CHARACTERS ? [] : frameItems(source);
  if (frame === undefined) {
    return null;
  }
  const choice = chooseItems(items, frame.names, asked);
  if (choice.shown.length > items.length * MAX_SHOWN) {
    return null;
  }
  const table = layOutSome([frame, ...further], choice.shown, wantedNames(asked));
  const head = tableHead(table, unit, `, ${choice.shown.length} shown`);
  return partial(head, (item) => tableRow(table, item), choice, unitOf(frame, unit));
}

/** A list of numbers or strings, one per line. */
function writePartialValues(items: readonly JsonNode[], asked: Asked): Partial | null {
  const spell = (item: JsonNode): string => spellValue(item, UNPLANNED, 'row');
  let length = 0;
  for (let i = 0; i < items.length && length < MIN_VALUES_CHARACTERS; i++) length += spell(items[i]!).length + 1;
  if (length < MIN_VALUES_CHARACTERS) {
    return null;
  }
  const choice = chooseItems(items, null, asked);
  if (choice.shown.length > items.length * MAX_SHOWN) {
    return null;
  }
  return partial(
    [`[${items.length} values, ${choice.shown.length} shown]`],
    (item) => spell(items[item]!),
    choice,
    'values',
  );
}

function partial(head: readonly string[], line: (item: number) => string, choice: Choice, unit: string): Partial {
  const { total } = choice.facets;
  const lines = [...head];
  let next = 0;
  for (const item of choice.shown) {
    if (item > next) {
      lines.push(gap(item - next));
    }
    lines.push(line(item));
    next = item + 1;
  }
  if (total > next) {
    lines.push(gap(total - next));
  }
  const summary = summarise(choice.facets);
  if (summary !== '') {
    lines.push(`… all ${total} ${unit}: ${summary}`);
  }
  return { lines, shown: choice.shown.length, total };
}

function gap(rows: number): string {
  return `… ${rows} more`;
}
