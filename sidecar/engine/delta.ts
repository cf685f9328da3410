import { ECHO, type NumberedText, readNumbered } from './numbered.ts';

/** Stands in reports for a text of which only what differs from an earlier result was sent. */
export const DELTA = 'delta';

/** A run of lines is named by its place only from this many characters on: the name costs about six tokens. */
const MIN_RUN_CHARS = 40;
/** Few lines that stand elsewhere in the file are alike by chance. */
const MIN_MOVED_LINES = 3;
/** Places of one line in the earlier copy that are tried as the start of a run. */
const MOST_PLACES = 8;
/** Runs shorter than this many lines on average make a patchwork that is hard to read. */
const MIN_RUN_LINES = 3;

/** A result as it would be sent, before it is compared with an earlier one. */
export interface Newer {
  readonly text: string;
  /** It may be edited next: all that it shares with the earlier copy must be equal. So must be the lines of a numbered file. */
  readonly isCode: boolean;
  /** It is what a tool printed after an edit: what was changed is shown, the rest may be named although it moved. */
  readonly isEcho: boolean;
  /** Where the first line of each text stands in the file that both show; null when the calls do not tell. */
  readonly first: { readonly old: number | null; readonly now: number | null };
}

/** Lines of the earlier copy (indexes, both ends belong to it) and the index in the newer text where they stand again. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}
type Part = Run | string;

/** An earlier copy and a newer text, and how strictly their lines are compared. */
interface Pair {
  readonly old: NumberedText;
  readonly now: NumberedText;
  /** A line must stand at the same place of its file in both. */
  readonly hasFixedPlaces: boolean;
}

/**
 * The newer text as runs of lines of an earlier copy and its own lines between them. The first line says how to read it:
 * replacing each "=12-40" by the lines it names gives the newer text back; byte for byte, unless the two show numbers in
 * front of their lines in different ways.
 * @param place where the earlier copy stands, in words
 * @returns null when the two have too little in common, or when code that may be edited was changed between them
 */
export function formatDelta(base: string, { text, isCode, isEcho, first }: Newer, place: string): string | null {
  const old = readNumbered(base, first.old);
  const now = isEcho ? readNumbered(text, first.now, ECHO) : readNumbered(text, first.now);
  if (now.lines.some((line) => REFERENCE.test(line))) return null;
  const isExact = (isCode || now.isNumbered) && !isEcho;
  const arePlaced = old.places !== null && now.places !== null;
  if (isExact && arePlaced && wasChanged(old, now)) return null;
  const pair = { old, now, hasFixedPlaces: isExact && arePlaced };
  const parts = findRuns(pair);
  const runs = parts.filter((part) => typeof part !== 'string');
  const copied = runs.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (copied === 0 || copied < runs.length * MIN_RUN_LINES) return null;
  // Otherwise nothing proves that two places of a file are the same place, unless one text is a piece of the other.
  if (isExact && !arePlaced && !isPiece(parts, now)) return null;
  const body = parts.map((part) => (typeof part === 'string' ? part : nameRun(pair, part)));
  return [`[headroom: ${LEGEND}${runs.every((run) => isSame(pair, run)) ? '' : APART} of ${place}]`, ...body].join(
    '\n',
  );
}

/** Opens every delta. */
export const LEGEND = 'new lines; "=12-40" stands for lines 12 to 40';
/** Said when the earlier copy shows other numbers in front of its lines, or none. */
const APART = ', numbers in front apart,';
const REFERENCE = /^=\d+-\d+(?: \(now \d+-\d+\))?$/;

function nameRun({ old, now }: Pair, { from, to, at }: Run): string {
  const name = `=${old.labels[from]}-${old.labels[to]}`;
  const first = now.labels[at]!;
  if (!now.isNumbered || first === old.labels[from]) return name;
  return `${name} (now ${first}-${first + to - from})`;
}

/** Whether the run reads the same in both once the numbers are put as told. */
function isSame({ old, now }: Pair, { from, to, at }: Run): boolean {
  const moved = now.isNumbered && old.isNumbered && now.labels[at] !== old.labels[from];
  for (let step = 0; step <= to - from; step++) {
    const [one, other] = [old.lines[from + step]!, now.lines[at + step]!];
    const start = (line: string) => line.length - now.contents[at + step]!.length - 1;
    if (moved ? one[start(one)] !== other[start(other)] : one !== other) return false;
  }
  return true;
}

/** Whether nothing but one run and lines that belong to no file make up the newer text. */
function isPiece(parts: readonly Part[], now: NumberedText): boolean {
  let runs = 0;
  let lines = 0;
  for (const part of parts) {
    if (typeof part !== 'string') runs++;
    else if (part !== '') lines++;
  }
  const own = now.isNumbered ? now.labels.filter((label, at) => label === null && now.lines[at] !== '').length : 0;
  return runs === 1 && lines <= own;
}

/** Whether a line of the file that both show differs. Some clients cut the white space around what a command printed. */
function wasChanged(old: NumberedText, now: NumberedText): boolean {
  const known = new Map(old.places?.map((place, at) => [place, at]));
  const isEnd = ({ lines }: NumberedText, at: number) => at === 0 || at === lines.length - 1;
  return now.contents.some((content, at) => {
    const there = known.get(now.places?.[at] ?? null) ?? -1;
    const before = old.contents[there];
    if (before === undefined || before === content || now.places?.[at] === null) return false;
    return !(isEnd(old, there) || isEnd(now, at)) || before.trim() !== content.trim();
  });
}

/** Takes the longest run that begins at each line in turn. Linear: every line is compared at most {@link MOST_PLACES} times. */
function findRuns(pair: Pair): Part[] {
  const { old, now } = pair;
  const places = new Map<string, number[]>();
  for (const [at, content] of old.contents.entries()) {
    if (old.labels[at] === null) continue;
    const known = places.get(content);
    if (known === undefined) places.set(content, [at]);
    else if (known.length < MOST_PLACES - 1) known.push(at);
  }
  const parts: Part[] = [];
  let next = 0; // where the earlier copy goes on behind the last run
  for (let at = 0; at < now.lines.length; ) {
    const known = places.get(now.contents[at]!) ?? [];
    const run = longestRun(pair, at, fits(pair, at, next) ? [next, ...known] : known);
    const isMoved = areMoved(pair, run.from, at);
    const isShort = run.length < (isMoved ? MIN_MOVED_LINES : 2);
    const chars = isShort ? 0 : now.contents.slice(at, at + run.length).join('\n').length;
    if (chars < MIN_RUN_CHARS) {
      parts.push(now.lines[at++]!);
      continue;
    }
    parts.push({ from: run.from, to: run.from + run.length - 1, at });
    at += run.length;
    next = run.from + run.length;
  }
  return parts;
}

function fits({ old, now, hasFixedPlaces }: Pair, at: number, from: number): boolean {
  if ((old.labels[from] ?? null) === null || (now.labels[at] ?? null) === null) return false;
  return old.contents[from] === now.contents[at] && (!hasFixedPlaces || old.places![from] === now.places![at]);
}

/** Whether the lines stand at another place of their file than before. */
function areMoved({ old, now }: Pair, from: number, at: number): boolean {
  return old.places !== null && now.places !== null && old.places[from] !== now.places[at];
}

function longestRun(pair: Pair, at: number, starts: readonly number[]): { from: number; length: number } {
  const { old, now } = pair;
  let best = { from: 0, length: 0 };
  for (const from of starts) {
    let length = 0;
    while (
      fits(pair, at + length, from + length) &&
      // What one of the two leaves out in between is no part of the run.
      old.labels[from + length]! - old.labels[from]! === now.labels[at + length]! - now.labels[at]!
    ) {
      length++;
    }
    if (length > best.length) best = { from, length };
  }
  return best;
}
