/** Stands for the part that lines share with the heading above them. */
const SAME = '…';
/** A shared part shorter than this is not worth a heading. */
const SHORTEST = 7;
/** Lines are compared by this many characters. */
const REACH = 300;
/** A run of fewer lines is left alone. */
const LEAST_LINES = 3;

/**
 * Writes what neighbouring lines begin with once, as a heading "2015-10-18 …", and "…" in front of what follows in each
 * line: the date, host or path that a run shares stays readable, each value whole. A text that already has lines that
 * begin with the sign is left alone. Linear.
 * @param isFixed lines that stay as they are, such as those that name an error
 * @returns the shorter lines, or null when no run shares enough
 */
export function hoistPrefixes(lines: readonly string[], isFixed: (line: string) => boolean): string[] | null {
  if (lines.some((line) => line.startsWith(SAME) && line.charCodeAt(1) !== 32)) return null;
  const shared = new Int32Array(lines.length);
  for (let i = 0; i + 1 < lines.length; i++) shared[i] = sharedLength(lines[i]!, lines[i + 1]!);
  const out: string[] = [];
  let hoisted = false;
  for (let at = 0; at < lines.length; ) {
    const { end, length } = findRun(lines, shared, at, isFixed);
    if (length === 0) {
      out.push(lines[at]!);
      at++;
      continue;
    }
    out.push(`${lines[at]!.slice(0, length)}${SAME}`);
    for (let i = at; i < end; i++) out.push(SAME + lines[i]!.slice(length));
    at = end;
    hoisted = true;
  }
  return hoisted ? out : null;
}

/** The run that starts here and spares most; length 0 when there is none. */
function findRun(
  lines: readonly string[],
  shared: Int32Array,
  start: number,
  isFixed: (line: string) => boolean,
): { end: number; length: number } {
  const none = { end: start + 1, length: 0 };
  if (shared[start]! < SHORTEST || isFixed(lines[start]!)) return none;
  let length = shared[start]!;
  let end = start + 1;
  while (end < lines.length && !isFixed(lines[end]!)) {
    const next = Math.min(length, shared[end - 1]!);
    // A line that shares less would shorten the heading of all lines before it.
    if (next < SHORTEST || (next < length && next * (end - start) < length * (end - start - 1))) break;
    length = next;
    end++;
  }
  if (end - start < LEAST_LINES) return none;
  const first = lines[start]!;
  return length * (end - start - 1) > SHORTEST * 2 && first.slice(0, length).trim() !== '' ? { end, length } : none;
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
  if (next === 32 || otherNext === 32) return false;
  if (one.charCodeAt(at - 1) === 32) return true;
  return next === 40 && otherNext === 40;
}
