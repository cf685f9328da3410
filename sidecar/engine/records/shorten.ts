import type { JsonDocument } from '../json/document.ts';
import { writeTables } from '../json/shorten.ts';
import type { Compressed, Goal, Hint } from '../types.ts';

/** Another notation must save this share at least: a reader knows the source's notation better. Columns stay columns. */
const MIN_SHARE = 0.1;

/** Records of another format than JSON in the notation of tables; null when that saves too little. */
export function shortenRecords(source: string, document: JsonDocument, hint: Hint, goal: Goal): Compressed | null {
  const leastShare = document.root.kind === 'list' ? 0 : MIN_SHARE;
  const tables = writeTables(document, hint, goal);
  if (tables.lossy !== undefined) return tables;
  return goal.estimate(tables.text) <= goal.estimate(source) * (1 - leastShare) ? tables : null;
}
