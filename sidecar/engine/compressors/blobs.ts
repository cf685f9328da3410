import { type Blob, findBlobs } from '../blobs/find.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** What stays of a blob: enough to see what it is. */
const HEAD_CHARS = 64;
const MINIFIED_CHARS = 300;
const DUMP_LINES = 8;
/** Characters around a term that was asked for, and how many such places stay. */
const AROUND = 160;
const MOST_PLACES = 12;
/** From this share on, what is left is what the text is about, whatever its kind. */
const SURE = 0.5;
const SAMPLE_CHARS = 100_000;
/** A smaller share is no reason to store the source. */
const LEAST = 0.1;

/** Encoded bytes, minified code, source maps and dumps: how they begin, how long they are, and what was asked for. */
export const blobs = {
  id: 'blobs',
  stage: 'shape',
  isPartial: true,

  score(text: string): number {
    const sample = text.slice(0, SAMPLE_CHARS);
    const share = findBlobs(sample).reduce((sum, { from, to }) => sum + to - from, 0) / Math.max(1, sample.length);
    return share >= SURE ? 0.96 : share >= LEAST ? 0.55 : 0;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const blobs = goal.lossless ? [] : findBlobs(text);
    if (blobs.length === 0) return null;
    let shorter = '';
    let at = 0;
    for (const blob of blobs) {
      shorter += text.slice(at, blob.from) + shorten(text, blob, hint.terms);
      at = blob.to;
    }
    shorter = (shorter + text.slice(at)).toWellFormed();
    if (shorter.length >= text.length) return null;
    return { text: shorter, lossy: { unit: 'characters', shown: shorter.length, total: text.length } };
  },
} as const satisfies Compressor;

function shorten(text: string, { from, to, what }: Blob, terms: readonly string[]): string {
  if (what === 'hex dump') return shortenDump(text.slice(from, to).split('\n'), terms);
  const head = what === 'minified code' ? MINIFIED_CHARS : HEAD_CHARS;
  const source = text.slice(from, to);
  let shorter = source.slice(0, head);
  let end = head;
  for (const place of findPlaces(source, terms)) {
    const start = Math.max(end, place - AROUND);
    if (start > end) shorter += ` … ${start - end} characters … `;
    end = Math.max(end, Math.min(source.length, place + AROUND));
    shorter += source.slice(start, end);
  }
  return end >= source.length ? shorter : `${shorter} … ${source.length - end} more characters of ${what}`;
}

/** Where terms stand that were asked for and can name something in code. */
function findPlaces(source: string, terms: readonly string[]): number[] {
  const lower = source.toLowerCase();
  const places: number[] = [];
  for (const term of terms) {
    if (term.length < (/[\d_$]/.test(term) ? 3 : 5)) continue;
    for (let at = lower.indexOf(term); at >= 0 && places.length < MOST_PLACES; at = lower.indexOf(term, at + AROUND)) {
      places.push(at);
    }
  }
  return places.sort((a, b) => a - b);
}

function shortenDump(lines: readonly string[], terms: readonly string[]): string {
  const kept: string[] = [];
  let left = 0;
  const close = () => {
    if (left > 0) kept.push(`… ${left} lines of the dump`);
    left = 0;
  };
  for (const [i, line] of lines.entries()) {
    const lower = line.toLowerCase();
    const stays =
      i < DUMP_LINES || i >= lines.length - 2 || terms.some((term) => term.length >= 4 && lower.includes(term));
    if (stays) {
      close();
      kept.push(line);
    } else left++;
  }
  close();
  return kept.join('\n');
}
