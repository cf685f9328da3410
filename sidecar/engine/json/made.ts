import { type Column, fillParts, type Part, type Rule, scalarText, textOf } from './layout.ts';
import { isUnsafe, sampleRows } from './sample.ts';

/** A made value must fit in at least this share of the rows. */
const MOSTLY_MADE = 0.8;
const WORD = /[\p{L}\p{N}]/u;

/** A column whose strings are put together from other columns and fixed text; null when it is not. */
export function madeRule(column: Column, decided: readonly Column[]): Rule | null {
  const samples = sampleRows(column);
  if (samples.length < 2) {
    return null;
  }
  const usable = decided.filter(
    (other) => other.rule.kind === 'cell' && !other.path.includes('"') && occursInAll(other, column, samples),
  );
  let best: readonly Part[] | null = null;
  let bestHits = 0;
  for (const parts of candidates(column, usable, samples[0]!)) {
    const hits = countHits(column, parts, samples);
    if (hits > bestHits) {
      best = parts;
      bestHits = hits;
    }
  }
  if (best === null || bestHits < samples.length * MOSTLY_MADE) {
    return null;
  }
  const parts = best;
  const rows = column.cells.map((_, row) => row);
  const hits = countHits(column, parts, rows);
  const there = rows.filter((row) => column.values[row] !== undefined).length;
  return hits >= there * MOSTLY_MADE && !isAmbiguous(parts) && !isProse(parts) ? { kind: 'made', parts } : null;
}

function occursInAll(other: Column, column: Column, rows: readonly number[]): boolean {
  let hits = 0;
  for (const row of rows) {
    const piece = scalarText(other.values[row]);
    const text = textOf(column.values[row])!;
    hits += piece !== null && piece !== '' && findPiece(text, piece, 0) >= 0 ? 1 : 0;
  }
  return hits >= rows.length * MOSTLY_MADE;
}

/** Offset of a piece; one of less than 4 characters must stand between other characters than letters and digits. */
function findPiece(text: string, piece: string, from: number): number {
  for (let at = text.indexOf(piece, from); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (piece.length >= 4 || (!WORD.test(text[at - 1] ?? '') && !WORD.test(text[at + piece.length] ?? ''))) {
      return at;
    }
  }
  return -1;
}

/** Ways to put the value of one row together: from each column alone, and from all of them, longest piece first. */
function candidates(column: Column, usable: readonly Column[], row: number): Part[][] {
  const text = textOf(column.values[row])!;
  const found = usable.map((other) => cutOut([text], other, row));
  if (usable.length > 1) {
    const length = (other: Column) => scalarText(other.values[row])?.length ?? 0;
    const sorted = [...usable].sort((a, b) => length(b) - length(a));
    let parts: Part[] = [text];
    for (const other of sorted) {
      parts = cutOut(parts, other, row);
    }
    found.push(parts);
  }
  return found.filter((parts) => parts.some((part) => typeof part !== 'string'));
}

function cutOut(parts: readonly Part[], other: Column, row: number): Part[] {
  const piece = scalarText(other.values[row]);
  if (piece === null || piece === '') {
    return [...parts];
  }
  return parts.flatMap((part) => {
    if (typeof part !== 'string') {
      return [part];
    }
    const cut: Part[] = [];
    let from = 0;
    for (let at = findPiece(part, piece, 0); at >= 0; at = findPiece(part, piece, from)) {
      cut.push(part.slice(from, at), other);
      from = at + piece.length;
    }
    cut.push(part.slice(from));
    return cut.filter((one) => one !== '');
  });
}

function countHits(column: Column, parts: readonly Part[], rows: readonly number[]): number {
  let hits = 0;
  for (const row of rows) {
    const text = textOf(column.values[row]);
    hits += text !== null && fillParts(parts, row) === text ? 1 : 0;
  }
  return hits;
}

/** Literal text that holds a back-tick, a line break or `${` cannot be told from the notation. */
function isAmbiguous(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' && isUnsafe(part));
}

/** A sentence stays whole: it is searched for and quoted. Addresses and paths are put together at no loss. */
function isProse(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' && /\s/.test(part));
}
