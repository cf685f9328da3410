import { type Column, type Rule, textOf, unwrap } from './layout.ts';
import { isUnsafe, sampleRows } from './sample.ts';

/** What a prefix and suffix must save per row before a value is taken apart. */
const MIN_WRAP = 14;
/** At least this share of the values must have them. */
const MOSTLY = 0.9;
const WORD = /[\p{L}\p{N}]/u;

/** A column of addresses or paths that start (and end) alike; null when it is not. */
export function wrappedRule(column: Column): Rule | null {
  const samples = sampleRows(column);
  if (samples.length < 3) {
    return null;
  }
  const texts = samples.map((row) => textOf(column.values[row])!);
  const before = cutAtBoundary(commonStart(texts));
  const after = commonEnd(texts.map((text) => text.slice(before.length)));
  const saved = before.length + after.length;
  if (saved < MIN_WRAP || !(before + after).includes('/') || isUnsafe(before) || isUnsafe(after)) {
    return null;
  }
  let hits = 0;
  let there = 0;
  for (const value of column.values) {
    there += value === undefined ? 0 : 1;
    hits += unwrap(textOf(value), before, after) === null ? 0 : 1;
  }
  return hits >= there * MOSTLY ? { kind: 'wrapped', before, after } : null;
}

function commonStart(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < length && first[i] === text[i]) {
      i++;
    }
    length = i;
  }
  return first.slice(0, length);
}

function cutAtBoundary(start: string): string {
  let end = start.length;
  while (end > 0 && WORD.test(start[end - 1]!)) {
    end--;
  }
  return start.slice(0, end);
}

function commonEnd(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < length && i < text.length && first[first.length - 1 - i] === text[text.length - 1 - i]) {
      i++;
    }
    length = i;
  }
  let from = first.length - length;
  while (from < first.length && WORD.test(first[from]!)) {
    from++;
  }
  return first.slice(from);
}
