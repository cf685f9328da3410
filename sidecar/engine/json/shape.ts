import type { JsonNode, JsonRecord } from './read.ts';

/** What the values of one place have in common, so that names need to be written once only. */
export interface Shape {
  /** Objects that share their keys: written `(a,b,c)`, the keys stand in the header. */
  readonly record: RecordShape | null;
  /** What the elements of lists have in common. */
  readonly items: Shape | null;
  /** What the values of other objects (whose keys are data) have in common. */
  readonly entries: Shape | null;
}

/** The keys of alike objects in one order that every fitting object follows. */
export interface RecordShape {
  readonly fields: readonly Field[];
}

export interface Field {
  readonly key: string;
  /** Set when the value is an object in every record: its fields then stand among the fields of its parent. */
  readonly group: RecordShape | null;
  readonly shape: Shape;
}

export const PLAIN: Shape = { record: null, items: null, entries: null };

/** A header with more names than this is no gain, and such objects are maps anyway. */
const MAX_KEYS = 400;
/** At least this share of all keys must be common ones (in more than half of the objects). */
const MIN_COMMON = 0.5;
/** At most this share of the objects may follow another key order. */
const MAX_MISFITS = 0.2;

/** What a set of values has in common. Linear in the size of the values. */
export function inferShape(values: readonly JsonNode[]): Shape {
  const records: JsonRecord[] = [];
  const elements: JsonNode[] = [];
  for (const value of values) {
    if (value.kind === 'record') {
      records.push(value);
    } else if (value.kind === 'list') {
      for (const item of value.items) {
        elements.push(item);
      }
    }
  }
  const order = keyOrder(records);
  const record = order === null ? null : recordShape(records, order);
  const others = record === null ? records : records.filter(isMisfit(record));
  return {
    record,
    items: elements.length === 0 ? null : usefulShape(inferShape(elements)),
    entries: others.length === 0 ? null : usefulShape(inferShape(others.flatMap((one) => one.values))),
  };
}

/**
 * What {@link fits} says of one object after the other. Alike objects share their list of keys (see key-names.ts): where the
 * shape has no groups, the same list fits again.
 */
export function fitter(shape: RecordShape): (record: JsonRecord) => boolean {
  if (shape.fields.some(({ group }) => group !== null)) return (record) => fits(record, shape);
  let keys: readonly string[] | null = null;
  let fit = false;
  return (record) => {
    if (record.keys !== keys) fit = fits(record, shape);
    keys = record.keys;
    return fit;
  };
}

function isMisfit(shape: RecordShape): (record: JsonRecord) => boolean {
  const isFitting = fitter(shape);
  return (record) => !isFitting(record);
}

/** True when the object has only known keys, in the order of the shape, and fits in its groups as well. */
function fits(record: JsonRecord, shape: RecordShape): boolean {
  let at = 0;
  for (let i = 0; i < record.keys.length; i++) {
    const key = record.keys[i]!;
    while (at < shape.fields.length && shape.fields[at]!.key !== key) {
      if (shape.fields[at]!.group !== null) {
        return false;
      }
      at++;
    }
    const field = shape.fields[at++];
    if (field === undefined || (field.group !== null && !fitsGroup(record.values[i]!, field.group))) {
      return false;
    }
  }
  while (at < shape.fields.length) {
    if (shape.fields[at++]!.group !== null) {
      return false;
    }
  }
  return true;
}

function fitsGroup(value: JsonNode, group: RecordShape): boolean {
  return value.kind === 'record' && fits(value, group);
}

function usefulShape(shape: Shape): Shape | null {
  return shape.record === null && shape.items === null && shape.entries === null ? null : shape;
}

/** The shape of alike objects, or null when they are too few or have too little in common. */
export function inferRecord(records: readonly JsonRecord[]): RecordShape | null {
  const order = keyOrder(records);
  return order === null ? null : recordShape(records, order);
}

/** One order of all keys that most of the objects follow; null when the objects have too little in common. */
function keyOrder(records: readonly JsonRecord[]): readonly string[] | null {
  if (records.length < 2) {
    return null;
  }
  const counts = countKeys(records);
  if (counts === null) {
    return null;
  }
  let common = 0;
  let total = 0;
  for (const count of counts.values()) {
    total += count;
    common += count * 2 > records.length ? count : 0;
  }
  if (common === 0 || common < total * MIN_COMMON) {
    return null;
  }
  const order = mergeOrders(records);
  let misfits = 0;
  const isOrdered = orderTester(order);
  for (const record of records) {
    misfits += isOrdered(record) ? 0 : 1;
  }
  return misfits > records.length * MAX_MISFITS ? null : order;
}

function countKeys(records: readonly JsonRecord[]): ReadonlyMap<string, number> | null {
  const counts = new Map<string, number>();
  for (let i = 0; i < records.length; ) {
    const { keys } = records[i]!;
    const from = i++;
    while (i < records.length && records[i]!.keys === keys) i++;
    for (const key of keys) {
      counts.set(key, (counts.get(key) ?? 0) + i - from);
    }
    if (counts.size > MAX_KEYS) {
      return null;
    }
  }
  return counts;
}

/** Each new key goes right behind the key that precedes it where it is first seen. */
function mergeOrders(records: readonly JsonRecord[]): string[] {
  const order: string[] = [];
  const known = new Set<string>();
  let last: readonly string[] | null = null;
  for (const { keys } of records) {
    if (keys === last) continue;
    last = keys;
    let previous = -1;
    for (const key of keys) {
      if (known.has(key)) {
        previous = order[previous + 1] === key ? previous + 1 : order.indexOf(key);
      } else {
        known.add(key);
        order.splice(++previous, 0, key);
      }
    }
  }
  return order;
}

/** Tells of one object after the other whether its keys follow the order. */
function orderTester(order: readonly string[]): (record: JsonRecord) => boolean {
  const rank = new Map(order.map((key, i) => [key, i]));
  let last: readonly string[] | null = null;
  let ordered = false;
  return ({ keys }) => {
    if (keys !== last) ordered = isAscending(keys, rank);
    last = keys;
    return ordered;
  };
}

function isAscending(keys: readonly string[], rank: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const key of keys) {
    const at = rank.get(key)!;
    if (at <= last) return false;
    last = at;
  }
  return true;
}

function recordShape(records: readonly JsonRecord[], order: readonly string[]): RecordShape {
  const rank = new Map(order.map((key, i) => [key, i]));
  const fitting = records.filter(orderTester(order));
  const columns: JsonNode[][] = order.map(() => []);
  let last: readonly string[] | null = null;
  let ranks: readonly number[] = [];
  for (const { keys, values } of fitting) {
    if (keys !== last) ranks = keys.map((key) => rank.get(key)!);
    last = keys;
    for (let i = 0; i < values.length; i++) {
      columns[ranks[i]!]!.push(values[i]!);
    }
  }
  return { fields: order.map((key, i) => fieldShape(key, columns[i]!, fitting.length)) };
}

function fieldShape(key: string, values: readonly JsonNode[], total: number): Field {
  const records = values.filter((value) => value.kind === 'record');
  if (values.length === total && records.length === total) {
    const group = inferRecord(records);
    if (group !== null && records.every(fitter(group))) {
      return { key, group, shape: PLAIN };
    }
  }
  return { key, group: null, shape: inferShape(values) };
}
