import { type Asked, markAskedRows } from './asked.ts';
import { collectFacets, type Facets } from './facets.ts';
import { markOddRows } from './inspect.ts';
import type { JsonNode } from './read.ts';

/** Which items of a list are shown. */
export interface Choice {
  readonly facets: Facets;
  /** Indices of the items that stay, ascending. */
  readonly shown: readonly number[];
}

const FIRST = 3;
const LAST = 2;
/** Anomalies and examples may take this share of the rows; what was asked for and errors may exceed it. */
const MAX_ODD = 0.2;
const MIN_ODD = 25;

/** Chooses the items that tell most about the list. Deterministic; depends on the items and the question only. */
export function chooseItems(items: readonly JsonNode[], names: readonly string[] | null, asked: Asked): Choice {
  const facets = collectFacets(items, names);
  const must = new Set<number>();
  const odd = new Map<number, number>();
  const marks = {
    mark(row: number, weight: 1 | 2 | 3): void {
      if (weight === 3) {
        must.add(row);
      } else {
        odd.set(row, (odd.get(row) ?? 0) + weight);
      }
    },
  };
  for (let row = 0; row < items.length; row++) {
    if (row < FIRST || row >= items.length - LAST) {
      must.add(row);
    }
  }
  markAskedRows(facets, asked, marks);
  markOddRows(facets, marks);
  const budget = Math.max(MIN_ODD, Math.floor(items.length * MAX_ODD));
  const best = [...odd].filter(([row]) => !must.has(row)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  for (const [row] of best.slice(0, budget)) {
    must.add(row);
  }
  return { facets, shown: [...must].sort((a, b) => a - b) };
}
