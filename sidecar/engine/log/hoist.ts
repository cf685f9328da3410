/** Stands for the part that lines share with the heading above them. */
const SAME = '…';
const SIGN = SAME.charCodeAt(0);
/** A shared part shorter than this is not worth a heading. */
const SHORTEST = 7;
/** Lines are compared by this many characters. */
const REACH = 300;
/** Levels of headings: tests stand in groups of groups; what lines of a log share is their date or host. */
export const LEVELS = { build: 3, log: 1 } as const;
/** A run of fewer lines is left alone. */
const LEAST_LINES = 3;

/**
 * Writes what neighbouring lines begin with once, as a heading "2015-10-18 …", and "…" in front of what follows in each
 * line: the date, host or path that a run shares stays readable, each value whole. Headings below headings begin with
 * one sign per level, "…Form > …", and their lines with one more. A text that already has lines that begin with the sign
 * is left alone.
 * @param isFixed lines that stay as they are, such as those that name an error
 * @param levels of headings at most
 * @returns the shorter lines, or null when no run shares enough
 */
export function hoistPrefixes(
  lines: readonly string[],
  isFixed: (line: string) => boolean,
  levels = 1,
): string[] | null {
  if (lines.some((line) => line.startsWith(SAME) && line.charCodeAt(1) !== 32)) return null;
  const shared = new Int32Array(lines.length);
  for (let i = 0; i + 1 < lines.length; i++)
    shared[i] = isFixed(lines[i]!) || isFixed(lines[i + 1]!) ? 0 : sharedLength(lines[i]!, lines[i + 1]!);
  const sheet: Sheet = { lines, shared, levels, out: [] };
  write(sheet, { from: 0, end: lines.length }, { length: 0, level: 0 });
  return sheet.out.length === lines.length ? null : sheet.out;
}

interface Sheet {
  readonly lines: readonly string[];
  /** Characters that each line shares with the next. */
  readonly shared: Int32Array;
  readonly levels: number;
  readonly out: string[];
}

interface Run {
  readonly from: number;
  readonly end: number;
}

/** What stands in the headings above: its length, and how many they are. */
interface Above {
  readonly length: number;
  readonly level: number;
}

/** Writes lines that all share what stands above. */
function write(sheet: Sheet, { from, end }: Run, above: Above): void {
  const { lines, shared, out } = sheet;
  const mark = SAME.repeat(above.level);
  for (let at = from; at < end; ) {
    const { end: next, length } =
      above.level < sheet.levels ? findRun(lines, shared, { from: at, end }, above.length) : { end: at + 1, length: 0 };
    if (length === 0) out.push(mark + lines[at++]!.slice(above.length));
    else {
      out.push(`${mark}${lines[at]!.slice(above.length, length)}${SAME}`);
      write(sheet, { from: at, end: next }, { length, level: above.level + 1 });
      at = next;
    }
  }
}

/** The run that starts here and spares most beyond what stands above it; length 0 when there is none. */
function findRun(
  lines: readonly string[],
  shared: Int32Array,
  { from, end: last }: Run,
  above: number,
): { end: number; length: number } {
  const none = { end: from + 1, length: 0 };
  const least = above + SHORTEST;
  if (shared[from]! < least) return none;
  let length = shared[from]!;
  let end = from + 1;
  while (end < last) {
    const next = Math.min(length, shared[end - 1]!);
    // A line that shares less would shorten the heading of all lines before it.
    const isWorse = next < length && (next - above) * (end - from) < (length - above) * (end - from - 1);
    if (next < least || isWorse) break;
    length = next;
    end++;
  }
  if (end - from < LEAST_LINES) return none;
  const isWorth = (length - above) * (end - from - 1) > SHORTEST * 2 && lines[from]!.slice(above, length).trim() !== '';
  return isWorth ? { end, length } : none;
}

/** How much two lines share, up to the start of a word that is whole in both. */
function sharedLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length, REACH) - 1;
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  while (length > 0 && !isBoundary(one, other, length)) length--;
  return length;
}

/** Behind a blank, or in front of the bracket of a place: "src/a.ts" | "(12,5)". What follows must not be a blank. */
function isBoundary(one: string, other: string, at: number): boolean {
  const next = one.charCodeAt(at);
  const otherNext = other.charCodeAt(at);
  if (next === 32 || otherNext === 32 || next === SIGN || otherNext === SIGN) return false;
  if (one.charCodeAt(at - 1) === 32) return true;
  return next === 40 && otherNext === 40;
}
