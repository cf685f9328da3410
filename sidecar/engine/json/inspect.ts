import { type Facet, type Facets, type Marks, numberOf, plainText } from './facets.ts';
import { type Groups, groupRows, isWords } from './groups.ts';
import { endOf, signatureOf } from './masks.ts';
import { markMessages } from './messages.ts';

/** A trait that more rows than this share have is no anomaly. */
const RARE_SHARE = 0.06;
/** In a column of states, values that are rare one by one may be more rows together. */
const RARE_STATES = 0.1;
/** A value that occurs at most in this share of the entries can be rare. */
const RARE_VALUE = 0.015;
/** Rows marked per rare value, per kind of message, per side of a numeric column. */
const PER_VALUE = 3;
/** A column with at most this many different values names a state. */
const MAX_STATES = 12;
const PER_SIDE = 6;
/** A trait of so few rows must be seen. */
const FEW = 2;
/** Fences at this many interquartile ranges. */
const FENCE = 3;

/** Marks the rows that stand out, facet by facet. Linear up to sorting the numbers. */
export function markOddRows(facets: Facets, marks: Marks): void {
  for (const facet of facets.list) {
    markRareKinds(facet, facets.total, marks);
    if (!markNumbers(facet, facets.total, marks)) {
      markTexts(facet, facets.total, marks);
    }
    markRuns(facet, facets.total, marks);
  }
  markMessages(facets, marks);
  for (const facet of facets.lengths) {
    markNumbers(facet, facets.total, marks);
  }
}

function rareLimit(total: number): number {
  return Math.max(3, Math.ceil(total * RARE_SHARE));
}

/** Rows that alone have a field, alone lack it, or alone hold null or another type there. */
function markRareKinds(facet: Facet, total: number, marks: Marks): void {
  const limit = rareLimit(total);
  // Most columns: every row has one value of the one kind.
  if (total > limit && isUniform(facet, total)) return;
  const kinds = new Map<string, number[]>();
  const having = new Set<number>();
  for (let i = 0; i < facet.values.length; i++) {
    const kind = kindOf(facet, i);
    const rows = kinds.get(kind) ?? [];
    rows.push(facet.owners[i]!);
    kinds.set(kind, rows);
    having.add(facet.owners[i]!);
  }
  const most = Math.max(...[...kinds.values()].map((rows) => rows.length));
  for (const rows of kinds.values()) {
    if ((rows.length < most && rows.length <= limit) || having.size <= limit) {
      markAll(rows, marks, rows.length <= FEW ? 3 : 2);
    }
  }
  if (having.size < total && total - having.size <= limit) {
    for (let row = 0; row < total; row++) {
      if (!having.has(row)) {
        marks.mark(row, 2);
      }
    }
  }
}

function isUniform(facet: Facet, total: number): boolean {
  const { owners, values } = facet;
  if (values.length !== total) return false;
  const kind = kindOf(facet, 0);
  for (let i = 1; i < total; i++) if (owners[i]! <= owners[i - 1]! || kindOf(facet, i) !== kind) return false;
  return true;
}

function kindOf(facet: Facet, i: number): string {
  const value = facet.values[i]!;
  if (value.kind === 'text') {
    return value.value === '' ? 'empty' : 'text';
  }
  return value.raw === 'null' ? 'null' : value.raw === 'true' || value.raw === 'false' ? 'flag' : 'number';
}

function markAll(rows: readonly number[], marks: Marks, weight: 1 | 2 | 3): void {
  for (const row of rows) {
    marks.mark(row, weight);
  }
}

interface Point {
  readonly number: number;
  readonly row: number;
}

/** The numbers of a facet in its order, in two arrays: a megabyte of numbers would be as many objects. */
interface Numbers {
  readonly values: Float64Array;
  readonly rows: readonly number[];
}

/** Smallest, largest and outliers of a facet that holds numbers; false when it does not. */
function markNumbers(facet: Facet, total: number, marks: Marks): boolean {
  const numbers = readNumbers(facet);
  if (numbers === null) {
    return false;
  }
  // Numbers alone sort many times faster than points do, and only few points have to be in order.
  const sorted = numbers.values.slice().sort();
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  if (first === last) {
    return true;
  }
  const own = !facet.path.includes('[]') && facet.values[0]!.kind === 'literal';
  markExtreme(sorted[1] === first, topmost(numbers, first), own, marks);
  markExtreme(sorted.at(-2) === last, topmost(numbers, last), own, marks);
  markOutliers(numbers, sorted, total, marks);
  return true;
}

/** Null when too few of the facet's values are numbers. */
function readNumbers({ values, owners }: Facet): Numbers | null {
  const found = new Float64Array(values.length);
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const number = numberOf(values[i]!);
    if (number === null) continue;
    found[rows.length] = number;
    rows.push(owners[i]!);
  }
  const { length } = rows;
  return length < 3 || length < values.length * 0.8 ? null : { values: found.subarray(0, length), rows };
}

/** The first of the rows with a number. */
function topmost({ values, rows }: Numbers, number: number): number {
  let first = Number.MAX_VALUE;
  for (let i = 0; i < values.length; i++) if (values[i] === number && rows[i]! < first) first = rows[i]!;
  return first;
}

/** The one row with the smallest or largest number must stay; one of several such rows is an example. */
function markExtreme(shared: boolean, row: number, own: boolean, marks: Marks): void {
  marks.mark(row, shared || !own ? 2 : 3);
}

function markOutliers(numbers: Numbers, sorted: Float64Array, total: number, marks: Marks): void {
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;
  const range = at(0.75) - at(0.25);
  const low = at(0.25) - FENCE * range;
  const high = at(0.75) + FENCE * range;
  const ascending = (a: Point, b: Point) => a.number - b.number || a.row - b.row;
  const below: Point[] = [];
  const above: Point[] = [];
  for (const [i, number] of numbers.values.entries()) {
    if (number < low) below.push({ number, row: numbers.rows[i]! });
    if (number > high) above.push({ number, row: numbers.rows[i]! });
  }
  below.sort(ascending);
  above.sort((a, b) => ascending(b, a));
  for (const side of [below, above]) {
    const many = side.length > rareLimit(total);
    for (const point of side.slice(0, many ? 2 : PER_SIDE)) {
      marks.mark(point.row, side.length <= FEW ? 3 : 2);
    }
  }
}

function markTexts(facet: Facet, total: number, marks: Marks): void {
  const byValue = groupRows(facet, (text) => text);
  if (byValue.size <= MAX_STATES || byValue.size <= facet.values.length * 0.2) {
    markRareGroups(byValue, facet.values.length, { total, marks, strong: true });
  } else if (!isWords(facet)) {
    const alike = groupRows(facet, signatureOf);
    const varied = alike.size > facet.values.length * 0.3;
    const groups = varied ? groupRows(facet, endOf) : alike;
    markRareGroups(groups, facet.values.length, { total, marks, strong: false });
  }
}

/**
 * Rows of the rare groups. Of a column of states (`strong`) the rarest stay, up to a share of the rows; elsewhere many
 * rare groups only mean that the column is varied.
 */
function markRareGroups(
  groups: Groups,
  entries: number,
  { total, marks, strong }: { total: number; marks: Marks; strong: boolean },
): void {
  const limit = Math.max(2, Math.floor(entries * RARE_VALUE));
  const rare = [...groups.values()].filter((rows) => rows.length <= limit).sort((a, b) => a.length - b.length);
  const rows = rare.reduce((sum, one) => sum + one.length, 0);
  let left = strong ? Math.max(8, total * RARE_STATES) : rareLimit(total);
  if (rare.length === groups.size || (rows > left && !strong)) {
    return;
  }
  for (const group of rare) {
    left -= group.length;
    if (left >= 0) {
      markAll(group.slice(0, PER_VALUE), marks, strong && group.length <= FEW ? 3 : 2);
    }
  }
}

/** First row of each run of a column that changes seldom: where one state ends and the next begins. */
function markRuns(facet: Facet, total: number, marks: Marks): void {
  if (facet.values.length < total * 0.9 || facet.values.length > total) {
    return;
  }
  const starts: number[] = [];
  let last: string | null = null;
  for (let i = 0; i < facet.values.length; i++) {
    const text = plainText(facet.values[i]!);
    if (text !== last) {
      starts.push(facet.owners[i]!);
      last = text;
    }
    if (starts.length > 12) {
      return;
    }
  }
  markAll(starts, marks, 1);
}
