import { isUnsafe } from './sample.ts';
import { isPlain } from './spell.ts';

/** One word of a phrase: said once when `before` is all of it, else what differs stands between `before` and `after`. */
interface Word {
  readonly before: string;
  readonly after: string;
  readonly differs: boolean;
}

/** A sentence that most strings of a list are made by. */
export interface Phrase {
  /** The sentence with `${}` where strings differ. */
  readonly text: string;
  /** What a string has in those places; null when it is made otherwise. */
  fill(text: string): readonly string[] | null;
}

/** At least this share of the strings must be made alike, or the list has no sentence of its own. */
const MOSTLY = 0.8;
/** One word is the same when it is in nearly all strings; the others are told whole. */
const SAME = 0.95;
const SAMPLES = 64;
/** Words of a sentence, and places in which it may differ: with more of them the sentence can no longer be read. */
const MIN_WORDS = 3;
const MAX_WORDS = 40;
const MAX_PLACES = 6;
/** What is said once must be at least this share of a string. */
const MIN_SAID_ONCE = 0.4;
const LETTER = /[\p{L}\p{N}]/u;

/** The sentence of a list of strings; null when they have none. Linear in the strings. */
export function findPhrase(texts: readonly string[]): Phrase | null {
  const step = Math.max(1, Math.floor(texts.length / SAMPLES));
  const samples = texts.filter((_, i) => i % step === 0).map((text) => text.slice(0, 2000).split(' '));
  const length = commonLength(samples);
  if (length < MIN_WORDS || length > MAX_WORDS) {
    return null;
  }
  const alike = samples.filter((words) => words.length === length);
  const words = Array.from({ length }, (_, at) => readWord(alike.map((sample) => sample[at]!)));
  const places = words.filter((word) => word.differs).length;
  const text = words.map((word) => (word.differs ? `${word.before}\${}${word.after}` : word.before)).join(' ');
  const said = text.length - places * 3;
  const average = alike.reduce((sum, sample) => sum + sample.join(' ').length, 0) / alike.length;
  const isSafe = words.every((word) => !isUnsafe(word.before) && !isUnsafe(word.after));
  if (places === 0 || places > MAX_PLACES || said < average * MIN_SAID_ONCE || !isSafe) {
    return null;
  }
  const phrase = { text, fill: (one: string) => fillWords(words, one) };
  const fitting = samples.filter((sample) => phrase.fill(sample.join(' ')) !== null).length;
  return fitting >= samples.length * MOSTLY ? phrase : null;
}

function commonLength(samples: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of samples) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [length, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return count >= samples.length * MOSTLY ? length : 0;
}

function readWord(all: readonly string[]): Word {
  const counts = new Map<string, number>();
  for (const word of all) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [mode, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  if (count >= all.length * SAME) {
    return { before: mode, after: '', differs: false };
  }
  // Of "worker-7" the 7 differs, of "34ms" the 34: what most words share at their ends is said once.
  const shapes = new Map<string, number>();
  for (const word of all) {
    const shape = shapeOf(word);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const [shape, fitting] = [...shapes].sort((a, b) => b[1] - a[1])[0]!;
  const [before, after] = fitting >= all.length * SAME ? (shape.split('\n') as [string, string]) : ['', ''];
  return { before, after, differs: true };
}

/** Letters and signs in front of the first number of a word, and behind its last: "worker-" and "". */
function shapeOf(word: string): string {
  const first = word.search(/\d/);
  if (first < 0) {
    return '\n';
  }
  let last = word.length;
  while (!/\d/.test(word[last - 1]!)) {
    last--;
  }
  const before = first > 0 && LETTER.test(word[first - 1]!) ? '' : word.slice(0, first);
  return `${before}\n${word.slice(last)}`;
}

function fillWords(words: readonly Word[], text: string): readonly string[] | null {
  const parts = text.split(' ', words.length + 1);
  if (parts.length !== words.length) {
    return null;
  }
  const places: string[] = [];
  for (const [i, { before, after, differs }] of words.entries()) {
    const part = parts[i]!;
    if (!differs) {
      if (part !== before) {
        return null;
      }
      continue;
    }
    if (part.length <= before.length + after.length || !part.startsWith(before) || !part.endsWith(after)) {
      return null;
    }
    const place = part.slice(before.length, part.length - after.length);
    if (!isPlain(place, 'row')) {
      return null;
    }
    places.push(place);
  }
  return places;
}
