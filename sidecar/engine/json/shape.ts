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
  const others = record === null ? records : records.filter((one) => !fits(one, record));
  return {
    record,
    items: elements.length === 0 ? null : usefulShape(inferShape(elements)),
    entries: others.length === 0 ? null : usefulShape(inferShape(others.flatMap((one) => one.values))),
  };
}

/** True when the object has only known keys, in the order of the shape, and fits in its groups as well. */
export function fits(record: JsonRecord, shape: RecordShape): boolean {
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
  const rank = new Map(order.map((key, i) => [key, i]));
  let misfits = 0;
  for (const record of records) {
    misfits += isOrdered(record, rank) ? 0 : 1;
  }
  return misfits > records.length * MAX_MISFITS ? null : order;
}

function countKeys(records: readonly JsonRecord[]): ReadonlyMap<string, number> | null {
  const counts = new Map<string, number>();
  for (const record of records) {
    for (const key of record.keys) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
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
  for (const record of records) {
    let previous = -1;
    for (const key of record.keys) {
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

function isOrdered(record: JsonRecord, rank: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const key of record.keys) {
    const at = rank.get(key)!;
    if (at <= last) {
      return false;
    }
    last = at;
  }
  return true;
}

function recordShape(records: readonly JsonRecord[], order: readonly string[]): RecordShape {
  const rank = new Map(order.map((key, i) => [key, i]));
  const fitting = records.filter((record) => isOrdered(record, rank));
  const columns: JsonNode[][] = order.map(() => []);
  for (const record of fitting) {
    for (let i = 0; i < record.keys.length; i++) {
      columns[rank.get(record.keys[i]!)!]!.push(record.values[i]!);
    }
  }
  return { fields: order.map((key, i) => fieldShape(key, columns[i]!, fitting.length)) };
}

function fieldShape(key: string, values: readonly JsonNode[], total: number): Field {
  const records = values.filter((value) => value.kind === 'record');
  if (values.length === total && records.length === total) {
    const group = inferRecord(records);
    if (group !== null && records.every((record) => fits(record, group))) {
      return { key, group, shape: PLAIN };
    }
  }
  return { key, group: null, shape: inferShape(values) };
}
