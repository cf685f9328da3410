import { makeRule } from './derive.ts';
import { type Column, type Entry, type Layout, type Planned, type Rows, type Style, UNPLANNED } from './layout.ts';
import type { JsonNode, JsonRecord } from './read.ts';
import { type Field, fitter, type RecordShape, type Shape } from './shape.ts';
import { looksLiteral, type Place, spellStep } from './spell.ts';
import { spellValue } from './write.ts';

/** Plans how all values of one place are written, innermost first. */
export function planShape(values: readonly JsonNode[], shape: Shape, style: Style): Planned {
  if (shape.record === null && shape.items === null && shape.entries === null) {
    return UNPLANNED;
  }
  const fitting: JsonRecord[] = [];
  const rest: JsonNode[] = [];
  const elements: JsonNode[] = [];
  const isFitting = shape.record === null ? () => false : fitter(shape.record);
  for (const value of values) {
    if (value.kind === 'list' && shape.items !== null) {
      pushAll(elements, value.items);
    } else if (value.kind === 'record') {
      if (isFitting(value)) {
        fitting.push(value);
      } else {
        pushAll(rest, value.values);
      }
    }
  }
  return {
    record:
      shape.record === null
        ? null
        : {
            layout: planColumns({ records: fitting, others: [], shape: shape.record }, 'tuple', style),
            rows: new Map(fitting.map((record, i) => [record, i])),
          },
    items: shape.items === null ? null : planShape(elements, shape.items, style),
    entries: shape.entries === null ? null : planShape(rest, shape.entries, style),
  };
}

function pushAll(to: JsonNode[], from: readonly JsonNode[]): void {
  for (const node of from) {
    to.push(node);
  }
}

/** Plans the columns of alike objects: which stand in the rows, and which can be said once. */
export function planColumns(rows: Rows, place: Place, style: Style): Layout {
  const columns: Column[] = [];
  const entries = planEntries(rows, '', { place, style, columns });
  const decided: Column[] = [];
  const inPlace = (column: Column) => column.rule.kind === 'cell' || column.rule.kind === 'wrapped';
  const lengths = new Map(columns.map((column) => [column, totalLength(column)]));
  for (const column of [...columns].sort((a, b) => lengths.get(a)! - lengths.get(b)!)) {
    column.rule = makeRule(column, decided, style);
    if (column.rule.kind === 'cell') {
      respellTexts(column, place);
    }
    decided.push(column);
  }
  // `()` would say nothing: an object inside a cell shows at least one of its values.
  if (place === 'tuple' && columns[0]?.rule.kind === 'fixed' && !columns.some(inPlace)) {
    columns[0].rule = { kind: 'cell' };
    respellTexts(columns[0], place);
  }
  return { entries, columns, place };
}

interface Plan {
  readonly place: Place;
  readonly style: Style;
  readonly columns: Column[];
}

function planEntries({ records, others, shape }: Rows, prefix: string, plan: Plan): Entry[] {
  const byField = alignValues(records, shape);
  const othersByField = alignValues(others, shape);
  return shape.fields.map((field, i) => {
    const values = { own: byField[i]!, others: othersByField[i]! };
    const path = prefix + spellStep(field.key);
    if (field.group === null) {
      const column = planColumn(field, values, path, plan);
      plan.columns.push(column);
      return { column };
    }
    const inner = { records: values.own.filter(isRecord), others: values.others.filter(isRecord), shape: field.group };
    return { key: field.key, entries: planEntries(inner, `${path}.`, plan) };
  });
}

function isRecord(value: JsonNode | undefined): value is JsonRecord {
  return value?.kind === 'record';
}

/** One list per field with one value per record. The records fit the shape, so one pass in order is enough. */
function alignValues(records: readonly JsonRecord[], shape: RecordShape): (JsonNode | undefined)[][] {
  const byField: (JsonNode | undefined)[][] = shape.fields.map(() => []);
  for (const record of records) {
    let next = 0;
    for (let f = 0; f < shape.fields.length; f++) {
      const has = next < record.keys.length && record.keys[next] === shape.fields[f]!.key;
      byField[f]!.push(has ? record.values[next] : undefined);
      next += has ? 1 : 0;
    }
  }
  return byField;
}

interface Values {
  readonly own: readonly (JsonNode | undefined)[];
  readonly others: readonly (JsonNode | undefined)[];
}

function planColumn(field: Field, { own, others }: Values, path: string, plan: Plan): Column {
  const there = own.filter((value) => value !== undefined);
  const planned = planShape(there, field.shape, plan.style);
  const cells = own.map((value) => (value === undefined ? '' : spellValue(value, planned, plan.place)));
  return { key: field.key, path, values: own, others, cells, planned, texts: false, rule: { kind: 'cell' } };
}

/** A column of strings only, some of which look like literals, says so in the header instead of quoting each. */
function respellTexts(column: Column, place: Place): void {
  let literals = 0;
  for (const value of column.values) {
    if (value !== undefined && value.kind !== 'text') {
      return;
    }
    literals += value !== undefined && looksLiteral(value.value) ? 1 : 0;
  }
  if (literals > 1) {
    column.texts = true;
    column.cells = column.values.map((value) => (value === undefined ? '' : spellValue(value, UNPLANNED, place, true)));
  }
}

function totalLength(column: Column): number {
  let length = 0;
  for (const cell of column.cells) {
    length += cell.length;
  }
  return length;
}
