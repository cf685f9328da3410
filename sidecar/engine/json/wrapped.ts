import { type Column, type Rule, textOf, unwrap } from './layout.ts';
import { isUnsafe, sampleRows } from './sample.ts';

/** What a prefix and suffix must save per row before a value is taken apart. */
const MIN_WRAP = 14;
/** Digits and signs cost about a token for every two characters: of times less is enough. */
const MIN_TIME_WRAP = 5;
/** A sentence that nearly every row repeats is not what anyone looks for in one of them; it has at least so many words. */
const MIN_WORDS = 2;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const TIME_START = /^\d{4}-(?:\d\d-(?:\d\d[T ])?)?/;
const TIME_END = /(?::\d\d)?(?:[.,]0+)?(?:Z| ?[+-]\d\d:?\d\d)?$/;
/** At least this share of the values must have them. */
const MOSTLY = 0.9;
const WORD = /[\p{L}\p{N}]/u;

interface Frame {
  readonly before: string;
  readonly after: string;
}

/** A column of addresses, paths, times or sentences that start (and end) alike; null when it is not. */
export function wrappedRule(column: Column, asksForTimes: boolean): Rule | null {
  const samples = sampleRows(column);
  if (samples.length < 3) {
    return null;
  }
  const texts = samples.map((row) => textOf(column.values[row])!);
  const frame = texts.every((text) => TIME.test(text)) ? (asksForTimes ? null : frameTimes(column)) : frameTexts(texts);
  if (frame === null || isUnsafe(frame.before) || isUnsafe(frame.after)) {
    return null;
  }
  const { before, after } = frame;
  let hits = 0;
  let there = 0;
  for (const value of column.values) {
    there += value === undefined ? 0 : 1;
    hits += unwrap(textOf(value), before, after) === null ? 0 : 1;
  }
  return hits >= there * MOSTLY ? { kind: 'wrapped', before, after } : null;
}

function frameTexts(texts: readonly string[]): Frame | null {
  const before = cutAtBoundary(commonStart(texts));
  const after = dropWord(commonEnd(texts.map((text) => text.slice(before.length))));
  const words = before.match(/\p{L}{2,}/gu)?.length ?? 0;
  const isPath = (before + after).includes('/') && !/\s/.test(before);
  const isSentence = words >= MIN_WORDS && texts.every((text) => isOneWord(text, before, after));
  return (isPath || isSentence) && before.length + after.length >= MIN_WRAP ? { before, after } : null;
}

/** Whether what differs is one word or number: of two, a sentence is put together anew in the reader's head. */
function isOneWord(text: string, before: string, after: string): boolean {
  return !/\s/.test(text.slice(before.length, text.length - after.length));
}

/** What all times share, never a part of a number: the year, month, day; the seconds, their fractions, the zone. */
function frameTimes(column: Column): Frame | null {
  const texts = column.values.map((value) => textOf(value) ?? '').filter((text) => TIME.test(text));
  const before = TIME_START.exec(commonStart(texts))?.[0] ?? '';
  const after = TIME_END.exec(commonEnd(texts.map((text) => text.slice(before.length))))?.[0] ?? '';
  return before.length + after.length >= MIN_TIME_WRAP ? { before, after } : null;
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
  return first.slice(first.length - length);
}

/** Without the rest of a word at its start. */
function dropWord(end: string): string {
  let from = 0;
  while (from < end.length && WORD.test(end[from]!)) {
    from++;
  }
  return end.slice(from);
}
