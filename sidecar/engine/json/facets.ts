import type { JsonLiteral, JsonNode, JsonText } from './read.ts';

export type Scalar = JsonLiteral | JsonText;

/** All scalars that stand at one path of the items, with the item each belongs to, in order. */
export interface Facet {
  readonly path: string;
  readonly owners: readonly number[];
  readonly values: readonly Scalar[];
}

/** What is known of a list of items before rows are chosen. */
export interface Facets {
  readonly total: number;
  readonly list: readonly Facet[];
  /** How many elements the lists at a path have, as a facet of its own. */
  readonly lengths: readonly Facet[];
}

/** Collects why rows are kept. Weights: 3 must stay, 2 anomalies, 1 examples. */
export interface Marks {
  mark(row: number, weight: 1 | 2 | 3): void;
}

/** Objects whose keys are data would make a path per key; beyond this many the rest shares one. */
const MAX_FACETS = 400;
const OVERFLOW = '*';

interface Growing {
  readonly path: string;
  readonly owners: number[];
  readonly values: Scalar[];
}

/** A place in the items: alike items have the same places, so that no path is put together twice. */
interface Spot {
  readonly path: string;
  /** Where its scalars and its lengths go, once there are some. */
  facet: Growing | null;
  lengths: Growing | null;
  /** What the elements of its lists are. */
  items: Spot | null;
  readonly fields: Map<string, Spot>;
}

const spotAt = (path: string): Spot => ({ path, facet: null, lengths: null, items: null, fields: new Map() });

/** More places are not remembered: keys that are data would make one each. */
const MAX_SPOTS = 4 * MAX_FACETS;

class Collector {
  readonly facets = new Map<string, Growing>();
  readonly lengths = new Map<string, Growing>();
  readonly root = spotAt('');
  private spots = 0;

  visit(node: JsonNode, spot: Spot, owner: number): void {
    if (node.kind === 'list') {
      spot.lengths ??= find(this.lengths, spot.path);
      push(spot.lengths, owner, { kind: 'literal', raw: String(node.items.length) });
      spot.items ??= spotAt(`${spot.path}[]`);
      for (const item of node.items) {
        this.visit(item, spot.items, owner);
      }
    } else if (node.kind === 'record') {
      for (let i = 0; i < node.keys.length; i++) {
        this.visit(node.values[i]!, this.field(spot, node.keys[i]!), owner);
      }
    } else {
      spot.facet ??= find(this.facets, spot.path);
      push(spot.facet, owner, node);
    }
  }

  private field(spot: Spot, key: string): Spot {
    const known = spot.fields.get(key);
    if (known !== undefined) return known;
    const made = spotAt(spot.path === '' ? key : `${spot.path}.${key}`);
    if (this.spots++ < MAX_SPOTS) spot.fields.set(key, made);
    return made;
  }
}

/** The facet of a path; those of further paths than there may be share one. */
function find(among: Map<string, Growing>, path: string): Growing {
  const known = among.get(path);
  if (known !== undefined) return known;
  const name = among.size < MAX_FACETS ? path : OVERFLOW;
  const facet = among.get(name) ?? { path: name, owners: [], values: [] };
  among.set(name, facet);
  return facet;
}

function push(facet: Growing, owner: number, value: Scalar): void {
  facet.owners.push(owner);
  facet.values.push(value);
}

/** Takes the items, and their names if they have any, apart by path. Linear in their size. */
export function collectFacets(items: readonly JsonNode[], names: readonly string[] | null = null): Facets {
  const collector = new Collector();
  for (const [owner, name] of (names ?? []).entries()) {
    push(find(collector.facets, 'key'), owner, { kind: 'text', value: name });
  }
  for (let owner = 0; owner < items.length; owner++) {
    collector.visit(items[owner]!, collector.root, owner);
  }
  return { total: items.length, list: [...collector.facets.values()], lengths: [...collector.lengths.values()] };
}

const NUMERIC = /^[-+]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number a scalar stands for (also a string that is nothing but a number); null when it is none. */
export function numberOf(value: Scalar): number | null {
  const text = value.kind === 'text' ? value.value : value.raw;
  const first = text.charCodeAt(0);
  const mayBegin = (first >= 48 && first <= 57) || first === 43 || first === 45;
  // What JSON calls a number always is one here.
  if (!mayBegin || text.length > 24 || (value.kind === 'text' && !NUMERIC.test(text))) {
    return null;
  }
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** The text of a scalar for comparisons. */
export function plainText(value: Scalar): string {
  return value.kind === 'text' ? value.value : value.raw;
}
