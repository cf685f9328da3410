import { shownFile } from './editable.ts';
import { describe } from './same.ts';
import type { Hint } from './types.ts';

/** Stands in reports for a text of which only what differs from an earlier result was sent. */
export const DELTA = 'delta';

/** Below this many characters nothing repays the line that names the earlier copy. */
const MIN_CHARS = 400;
/** Earlier copies of one call or one file that are compared: the newest ones. */
const MOST_COPIES = 3;
/** A run of lines is named by its place only from this many characters on: the name costs about six tokens. */
const MIN_RUN_CHARS = 40;
/** Places of one line in the earlier copy that are tried as the start of a run. */
const MOST_PLACES = 8;
/** Runs shorter than this many lines on average make a patchwork that is hard to read. */
const MIN_RUN_LINES = 3;

/** A text as it stands in the request. */
export interface Copy {
  readonly text: string;
  readonly hint: Hint;
  /** Running number of the tool result that holds it. */
  readonly result: number;
}

/** A result as it would be sent, before it is compared with earlier ones. */
export interface Newcomer extends Copy {
  /** It may be edited next, or shows numbered lines of a file: all that it shares with the earlier copy must be equal. */
  readonly isCode: boolean;
}

/**
 * The texts of one request as they are sent, in prompt order. What was itself replaced by a reference is not noted, so
 * every copy named here can be read where it stands.
 */
export class Copies {
  private readonly byKey = new Map<string, Copy[]>();

  /** Notes what is sent for a result. */
  note(copy: Copy): void {
    if (copy.text.length < MIN_CHARS) return;
    for (const key of keysOf(copy.hint)) {
      const copies = this.byKey.get(key) ?? [];
      copies.push(copy);
      if (copies.length > MOST_COPIES) copies.shift();
      this.byKey.set(key, copies);
    }
  }

  /** The shortest text that says how the newcomer differs from an earlier copy of its call or file; null: none is shorter. */
  compare(newcomer: Newcomer, diff: typeof formatDelta = formatDelta): string | null {
    if (newcomer.text.length < MIN_CHARS) return null;
    let best: string | null = null;
    const copies = new Set(keysOf(newcomer.hint).flatMap((key) => this.byKey.get(key) ?? []));
    for (const copy of copies) {
      const delta = diff(copy.text, newcomer, describe(copy.hint, newcomer.result - copy.result));
      if (delta !== null && delta.length < (best ?? newcomer.text).length) best = delta;
    }
    return best;
  }
}

/** What makes two calls show the same thing: the same call, or the same file. */
function keysOf({ tool, command, path }: Hint): string[] {
  const file = path || (command === '' ? '' : (shownFile(command) ?? ''));
  const call = [tool, command, path].join('\0');
  return file === '' ? [call] : [call, `file\0${file}`];
}

/** Lines of a text with the labels by which they can be named: their number in the file if they show it, else in the text. */
interface Labelled {
  readonly lines: readonly string[];
  /** The label of each line; null for a line without one between numbered lines. */
  readonly labels: readonly (number | null)[];
  readonly isNumbered: boolean;
}

const GUTTER = /^\s{0,8}(\d{1,7})(?:\t|→|[:|])/;

/** Numbered: nine in ten lines show a number, and the numbers rise. */
function label(text: string): Labelled {
  const lines = text.split('\n');
  const numbers = lines.map((line) => {
    const digits = GUTTER.exec(line)?.[1];
    return digits === undefined ? null : Number(digits);
  });
  const shown = numbers.filter((number) => number !== null);
  const isNumbered =
    shown.length >= lines.length * 0.9 && shown.every((number, at) => at === 0 || number > shown[at - 1]!);
  return { lines, labels: isNumbered ? numbers : lines.map((_, at) => at + 1), isNumbered };
}

/** A run of lines of the earlier copy (indexes, both ends belong to it), or one new line. */
type Part = { readonly from: number; readonly to: number } | string;

/**
 * The newcomer as runs of lines of an earlier copy and its own lines between them. {@link LEGEND} says how to read it:
 * replacing each "=12-40" by the lines it names gives the newcomer back byte for byte.
 * @param place where the earlier copy stands, in words
 * @returns null when the two have too little in common, or when code was changed between them
 */
export function formatDelta(
  base: string,
  { text, isCode }: Pick<Newcomer, 'text' | 'isCode'>,
  place: string,
): string | null {
  const old = label(base);
  const now = label(text);
  if (now.lines.some((line) => REFERENCE.test(line))) return null;
  const isSource = isCode || now.isNumbered;
  if (isSource && (now.isNumbered !== old.isNumbered || wasChanged(old, now))) return null;
  const parts = findRuns(old, now.lines);
  const runs = parts.filter((part) => typeof part !== 'string');
  const fresh = parts.filter((part) => typeof part === 'string');
  const copied = runs.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (copied === 0 || copied < runs.length * MIN_RUN_LINES) return null;
  // Without numbers nothing proves that two places of a file are the same place, unless one is a piece of the other.
  if (isSource && !now.isNumbered && (runs.length > 1 || fresh.some((line) => line !== ''))) return null;
  const body = parts.map((part) => (typeof part === 'string' ? part : nameRun(old, part)));
  return [`[headroom: ${LEGEND} ${place}]`, ...body].join('\n');
}

/** Opens every delta. */
export const LEGEND = 'what is new here; "=12-40" stands for the unchanged lines 12 to 40 of';
const REFERENCE = /^=\d+-\d+$/;

function nameRun({ labels }: Labelled, { from, to }: { readonly from: number; readonly to: number }): string {
  return `=${labels[from]}-${labels[to]}`;
}

/** Whether a numbered line that both show differs. */
function wasChanged(old: Labelled, now: Labelled): boolean {
  if (!now.isNumbered) return false;
  const known = new Map(old.labels.map((number, at) => [number, old.lines[at]]));
  return now.lines.some((line, at) => {
    const number = now.labels[at]!;
    return number !== null && known.has(number) && known.get(number) !== line;
  });
}

/** Takes the longest run that begins at each line in turn. Linear: every line is compared at most {@link MOST_PLACES} times. */
function findRuns(old: Labelled, lines: readonly string[]): Part[] {
  const places = new Map<string, number[]>();
  for (const [at, line] of old.lines.entries()) {
    if (old.labels[at] === null) continue;
    const known = places.get(line);
    if (known === undefined) places.set(line, [at]);
    else if (known.length < MOST_PLACES - 1) known.push(at);
  }
  const parts: Part[] = [];
  let next = 0; // where the earlier copy goes on behind the last run
  for (let at = 0; at < lines.length; ) {
    const starts = places.get(lines[at]!) ?? [];
    const run = longestRun(old, lines, at, old.lines[next] === lines[at] ? [next, ...starts] : starts);
    const chars = run.length < 2 ? 0 : lines.slice(at, at + run.length).join('\n').length;
    if (chars < MIN_RUN_CHARS) {
      parts.push(lines[at++]!);
      continue;
    }
    parts.push({ from: run.from, to: run.from + run.length - 1 });
    at += run.length;
    next = run.from + run.length;
  }
  return parts;
}

function longestRun(
  old: Labelled,
  lines: readonly string[],
  at: number,
  starts: readonly number[],
): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (const from of starts) {
    let length = 0;
    while (
      at + length < lines.length &&
      from + length < old.lines.length &&
      old.labels[from + length] !== null &&
      old.lines[from + length] === lines[at + length]
    ) {
      length++;
    }
    if (length > best.length) best = { from, length };
  }
  return best;
}
