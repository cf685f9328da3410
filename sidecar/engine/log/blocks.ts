/** What repeats may be folded, see {@link foldBlocks}. */
export interface FoldRules {
  /** A block of fewer lines is left alone. */
  readonly leastLines: number;
}

/** Beyond this many lines the tables would take too much memory; such a text is no tool output that anyone reads. */
const MOST_LINES = 300_000;
/** A block must hold at least this many characters, and this many times the length of what stands for it. */
const LEAST_CHARS = 60;
const LEAST_GAIN = 1.6;
/** Equal lines in a row are counted from this number of saved characters on. */
const LEAST_RUN_CHARS = 10;
const WINDOW = 3;
/** From this many lines on a reference quotes the first line of its block. */
const QUOTED_FROM = 5;
const LONGEST_QUOTE = 36;
const REFERENCE = /^… lines \d+–\d+ again(?: \(.*\))?$/;
const COUNTED = / ×\d+$/;

/**
 * Replaces equal lines in a row by one with its count ("… ×5") and a block of lines that stood in the same text before
 * by a reference ("… lines 12–40 again", counted from 1 in the given lines). Exactly reversible: a text that already
 * holds lines of that form is left alone. Linear.
 * @returns the folded lines, or null when nothing was folded
 */
export function foldBlocks(lines: readonly string[], { leastLines }: FoldRules): string[] | null {
  if (lines.length < WINDOW + 1 || lines.length > MOST_LINES) return null;
  if (lines.some((line) => COUNTED.test(line.slice(-12)) || (line.startsWith('… ') && REFERENCE.test(line))))
    return null;
  const ids = numberLines(lines);
  const earlier = findEarlier(ids);
  const out: string[] = [];
  let folded = false;
  for (let at = 0; at < lines.length; ) {
    const run = runLength(ids, at);
    if (run > 1 && (run - 1) * (lines[at]!.length + 1) >= LEAST_RUN_CHARS && lines[at]!.trim() !== '') {
      out.push(`${lines[at]!} ×${run}`);
      at += run;
      folded = true;
      continue;
    }
    const block = longestBlock(ids, earlier, at);
    const mark = block.length >= leastLines ? formatReference(lines, block) : null;
    if (mark === null || !gains(lines, at, block.length, mark)) {
      out.push(lines[at]!);
      at++;
      continue;
    }
    out.push(mark);
    at += block.length;
    folded = true;
  }
  return folded ? out : null;
}

interface Block {
  readonly from: number;
  readonly length: number;
}

/** Equal lines get equal numbers. */
function numberLines(lines: readonly string[]): Int32Array {
  const known = new Map<string, number>();
  const ids = new Int32Array(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const id = known.get(lines[i]!) ?? known.size;
    if (id === known.size) known.set(lines[i]!, id);
    ids[i] = id;
  }
  return ids;
}

/** Where the window of three lines that starts here was seen first and last before: two numbers per line, -1 for never. */
function findEarlier(ids: Int32Array): Int32Array {
  const pairs = new Map<number, number>();
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const earlier = new Int32Array(ids.length * 2).fill(-1);
  for (let i = 0; i + WINDOW <= ids.length; i++) {
    const pairKey = ids[i]! * SHIFT + ids[i + 1]!;
    const pair = pairs.get(pairKey) ?? pairs.size;
    if (pair === pairs.size) pairs.set(pairKey, pair);
    const key = pair * SHIFT + ids[i + 2]!;
    const before = first.get(key);
    if (before === undefined) first.set(key, i);
    else {
      earlier[2 * i] = before;
      earlier[2 * i + 1] = last.get(key)!;
    }
    last.set(key, i);
  }
  return earlier;
}

const SHIFT = 2 ** 20;

function longestBlock(ids: Int32Array, earlier: Int32Array, at: number): Block {
  let best: Block = { from: 0, length: 0 };
  for (const from of [earlier[2 * at]!, earlier[2 * at + 1]!]) {
    if (from < 0) continue;
    let length = 0;
    while (from + length < at && at + length < ids.length && ids[from + length] === ids[at + length]) length++;
    if (length > best.length) best = { from, length };
  }
  return best;
}

function runLength(ids: Int32Array, at: number): number {
  let end = at + 1;
  while (end < ids.length && ids[end] === ids[at]) end++;
  return end - at;
}

function formatReference(lines: readonly string[], { from, length }: Block): string {
  const mark = `… lines ${from + 1}–${from + length} again`;
  if (length < QUOTED_FROM) return mark;
  const quoted = lines[from]!.trim().slice(0, LONGEST_QUOTE).trim();
  return /^[^"\r]{4,}$/.test(quoted) && quoted.isWellFormed() ? `${mark} ("${quoted}")` : mark;
}

function gains(lines: readonly string[], at: number, length: number, mark: string): boolean {
  let chars = 0;
  for (let i = at; i < at + length; i++) chars += lines[i]!.trim().length + 1;
  return chars >= LEAST_CHARS && chars >= mark.length * LEAST_GAIN;
}
