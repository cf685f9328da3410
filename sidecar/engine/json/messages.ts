import { type Facet, type Facets, type Marks, plainText } from './facets.ts';
import { type Groups, groupRows, isWords } from './groups.ts';
import { severeValues, severityOf, templateOf } from './masks.ts';

/** A column with at most this many different values can name a level or a state. */
const MAX_STATES = 12;
/** Troubles that are at most this share of the rows all stay. */
const FEW_TROUBLES = 0.06;
/** Different kinds of messages that all get an example, as a share of the rows. */
const MAX_KINDS = 0.3;
/** One kind of message in this share of the entries or fewer: the column holds messages rather than prose. */
const MOSTLY_REPEATED = 0.6;

/** Marks failures, warnings and, where there are messages, the kinds that occur once and one example of each other. */
export function markMessages(facets: Facets, marks: Marks): void {
  const messages = facets.list.filter(isWords);
  const severe = new Set<number>();
  for (const facet of facets.list) {
    addSevereRows(facet, severe);
  }
  const few = severe.size <= Math.max(3, facets.total * FEW_TROUBLES);
  if (few) {
    for (const row of severe) {
      marks.mark(row, 3);
    }
  }
  for (const facet of messages) {
    const groups = groupRows(facet, templateOf);
    if (!few) {
      markKinds(onlyRows(facet, severe), facets.total, marks);
    }
    markSingles(groups, facet.values.length, facets.total, marks);
  }
  if (!few) {
    markFirst(severe, marks);
  }
}

/** Rows of which a state names a trouble, or a message tells of one. */
function addSevereRows(facet: Facet, severe: Set<number>): void {
  const values = new Set<string>();
  for (const value of facet.values) {
    values.add(plainText(value));
    if (values.size > MAX_STATES) {
      break;
    }
  }
  const states = values.size <= MAX_STATES ? severeValues([...values]) : null;
  for (let i = 0; i < facet.values.length; i++) {
    const text = plainText(facet.values[i]!);
    if (states === null ? severityOf(text) === 2 : states.has(text)) {
      severe.add(facet.owners[i]!);
    }
  }
}

function onlyRows(facet: Facet, rows: ReadonlySet<number>): Groups {
  const owners: number[] = [];
  const values: Facet['values'][number][] = [];
  for (let i = 0; i < facet.values.length; i++) {
    if (rows.has(facet.owners[i]!)) {
      owners.push(facet.owners[i]!);
      values.push(facet.values[i]!);
    }
  }
  return groupRows({ path: facet.path, owners, values }, templateOf);
}

/** One row of each kind of trouble: they must stay when they are not too many kinds. */
function markKinds(groups: Groups, total: number, marks: Marks): void {
  const weight = groups.size <= Math.max(10, total * MAX_KINDS) ? 3 : 1;
  for (const rows of groups.values()) {
    marks.mark(rows[0]!, weight);
  }
}

function markSingles(groups: Groups, entries: number, total: number, marks: Marks): void {
  if (groups.size > entries * MOSTLY_REPEATED) {
    return;
  }
  for (const rows of groups.values()) {
    if (rows.length === 1) {
      marks.mark(rows[0]!, groups.size <= total * MAX_KINDS ? 3 : 2);
    } else if (groups.size <= Math.max(12, total * 0.1)) {
      marks.mark(rows[0]!, 1);
    }
  }
}

function markFirst(rows: ReadonlySet<number>, marks: Marks): void {
  let left = 3;
  for (const row of rows) {
    if (left-- === 0) {
      return;
    }
    marks.mark(row, 3);
  }
}
