import { wantedNames } from '../json/asked.ts';
import { type JsonDocument, readDocument } from '../json/document.ts';
import { minifyDocument, writeDocument, writeWholeTable } from '../json/outline.ts';
import { writePartialTable } from '../json/partial.ts';
import { minifiedLength } from '../json/spell.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Below this share of plain JSON's length the notation needs no closer look. */
const CLEARLY = 0.85;

/** A text that starts as JSON does. */
const OPENS = /^\s*(?:\[\s*(?:[[{"\d-]|true|false|null|\])|\{\s*["}])/;
/** JSON further on: on a line of its own, or behind a colon, an equals sign or an arrow. */
const OPENS_LATER = /(?:^|\n|[:=>] ?)(?:\[\s{0,40}[[{"\d-]|\{\s{0,40}")/;
const HEAD = 4000;

/**
 * JSON of every shape. Lossless: alike objects become tables, names and what repeats is said once.
 * Lossy: of long tables, the rows that tell most, with counts and ranges of all.
 */
export const json = {
  id: 'json',
  stage: 'shape',
  score,
  compress,
} satisfies Compressor;

function score(text: string): number {
  const head = text.slice(0, HEAD);
  return OPENS.test(head) ? 0.95 : OPENS_LATER.test(head) ? 0.55 : 0;
}

function compress(text: string, hint: Hint, goal: Goal): Compressed | null {
  const document = readDocument(text);
  if (document === null) {
    return null;
  }
  const wanted = wantedNames(hint);
  const kept = { unit: 'rows', shown: 0, total: 0 };
  const table = writeDocument(document, (source, unit) => {
    const partial = goal.lossless ? null : writePartialTable(source, unit, hint);
    if (partial === null) {
      return writeWholeTable(source, unit, wanted);
    }
    kept.shown += partial.shown;
    kept.total += partial.total;
    return partial.lines;
  });
  if (kept.total > 0) {
    return { text: table, lossy: kept };
  }
  const shortest = table.length <= minifiedLength(document.root) * CLEARLY ? table : shorter(document, table, goal);
  return shortest.length < text.length ? { text: shortest } : null;
}

/** The notation, or plain JSON without white space where names and quotes cost less than what they save. */
function shorter(document: JsonDocument, table: string, goal: Goal): string {
  const plain = minifyDocument(document);
  return plain === null || goal.estimate(table) <= goal.estimate(plain) ? table : plain;
}
