import type { Compressed, Goal, Hint } from '../types.ts';
import { wantedNames } from './asked.ts';
import type { JsonDocument } from './document.ts';
import { minifyDocument, writeDocument, writeWholeTable } from './outline.ts';
import { writePartialTable } from './partial.ts';
import { minifiedLength } from './spell.ts';

/** Below this share of plain JSON's length the notation needs no closer look. */
const CLEARLY = 0.85;

/** A document in the notation of tables: all of it, or of long tables the rows that tell most. */
export function writeTables(document: JsonDocument, hint: Hint, goal: Goal): Compressed {
  const wanted = wantedNames(hint);
  const kept = { unit: 'rows', shown: 0, total: 0 };
  const text = writeDocument(document, (source, unit) => {
    const partial = goal.lossless ? null : writePartialTable(source, unit, hint);
    if (partial === null) {
      return writeWholeTable(source, unit, wanted);
    }
    kept.shown += partial.shown;
    kept.total += partial.total;
    return partial.lines;
  });
  return kept.total > 0 ? { text, lossy: kept } : { text };
}

/** As {@link writeTables}, or plain JSON without white space where that is shorter; null when neither is. */
export function shortenJson(source: string, document: JsonDocument, hint: Hint, goal: Goal): Compressed | null {
  const tables = writeTables(document, hint, goal);
  if (tables.lossy !== undefined) {
    return tables;
  }
  const isClear = tables.text.length <= minifiedLength(document.root) * CLEARLY;
  const shortest = isClear ? tables.text : shorter(document, tables.text, goal);
  return shortest.length < source.length ? { text: shortest } : null;
}

/** The notation, or plain JSON without white space where names and quotes cost less than what they save. */
function shorter(document: JsonDocument, table: string, goal: Goal): string {
  const plain = minifyDocument(document);
  return plain === null || goal.estimate(table) <= goal.estimate(plain) ? table : plain;
}
