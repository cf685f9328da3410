import { readDocument } from '../json/document.ts';
import { shortenJson } from '../json/shorten.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

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
  return document === null ? null : shortenJson(text, document, hint, goal);
}
