import type { JsonNode, JsonRecord } from './read.ts';
import { fitter, inferRecord, type RecordShape } from './shape.ts';

/** One of the kinds of objects that a list holds in turns: rows of several tables, events of several types. */
export interface Kind {
  readonly shape: RecordShape;
  /** By item of the list: the object when it is of this kind. */
  readonly records: readonly (JsonRecord | null)[];
}

/** A kind has at least this many objects, and its names are worth a line of their own. */
const MIN_OBJECTS = 4;
const MAX_KINDS = 8;
/** At least this share of the items must be of one of the kinds. */
const MIN_KNOWN = 0.9;
/** An object may lack this share of its kind's keys. */
const MAX_LACKING = 0.4;

/**
 * Parts the items of a list into kinds by their keys. An object is of the first kind whose keys it has in the same order, some
 * of them missing; the kinds are made of the lists of keys that most objects have.
 * @returns the kinds, the largest first; empty when there is only one, or too many items are of none
 */
export function findKinds(items: readonly JsonNode[]): readonly Kind[] {
  const kinds: { keys: readonly string[]; members: Set<number> }[] = [];
  const byKeys = groupByKeys(items);
  if (byKeys === null) return [];
  for (const { keys, members } of byKeys) {
    const known = kinds.find((kind) => isLike(keys, kind.keys));
    if (known !== undefined) for (const item of members) known.members.add(item);
    else if (kinds.length < MAX_KINDS && keys.length > 1) kinds.push({ keys, members: new Set(members) });
  }
  const made = kinds.flatMap(({ members }) => (members.size < MIN_OBJECTS ? [] : makeKind(items, members)));
  const known = made.reduce((sum, { records }) => sum + records.filter((one) => one !== null).length, 0);
  return made.length < 2 || known < items.length * MIN_KNOWN ? [] : made;
}

interface Alike {
  readonly keys: readonly string[];
  readonly members: number[];
}

/** Items with the same list of keys, the largest group first; null when nearly every object has its own. */
function groupByKeys(items: readonly JsonNode[]): readonly Alike[] | null {
  const groups = new Map<string, Alike>();
  const most = Math.max(MAX_KINDS, items.length / 2);
  let last: Alike = { keys: [], members: [] };
  for (const [item, node] of items.entries()) {
    if (node.kind !== 'record' || node.keys.length === 0) continue;
    if (last.keys !== node.keys) {
      const name = JSON.stringify(node.keys);
      last = groups.get(name) ?? { keys: node.keys, members: [] };
      groups.set(name, last);
      if (groups.size > most) return null;
    }
    last.members.push(item);
  }
  return [...groups.values()].sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!);
}

/** True when all keys are the other's, in its order, and not too many of those are lacking. */
function isLike(keys: readonly string[], other: readonly string[]): boolean {
  if (keys.length < other.length * (1 - MAX_LACKING)) return false;
  let at = 0;
  for (const key of other) if (keys[at] === key) at++;
  return at === keys.length;
}

function makeKind(items: readonly JsonNode[], members: ReadonlySet<number>): Kind[] {
  const own = [...members].map((item) => items[item] as JsonRecord);
  const shape = inferRecord(own);
  if (shape === null) return [];
  const isFitting = fitter(shape);
  const records = items.map((node, item) =>
    node.kind === 'record' && members.has(item) && isFitting(node) ? node : null,
  );
  return [{ shape, records }];
}
