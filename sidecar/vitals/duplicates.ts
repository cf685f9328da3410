import { RUN_LINES } from './measure.ts';
import type { Duplicate, Measure } from './types.ts';

/** Shorter ones are often a pattern of the framework. Lines. */
const MIN_LINES = 15;
const MAX_DUPLICATES = 10;
/** A run that stands in more places is a licence, a table or a template. */
const MAX_PLACES = 8;
/** Pairs of files whose text is compared line by line. */
const MAX_COMPARED = 60;

interface Place {
  readonly path: string;
  readonly line: number;
}

/**
 * Blocks of code that stand in two places, the longest first. Runs with the same hash lead to the places; there the
 * texts themselves are compared, so that nothing is reported that only looks alike.
 * @param read the text of a file, null when it is gone
 */
export async function findDuplicates(
  measures: ReadonlyMap<string, Measure>,
  read: (path: string) => Promise<string | null>,
): Promise<Duplicate[]> {
  const places = collectPlaces(measures);
  const found: Duplicate[] = [];
  for (const [first, second] of chooseAnchors(places)) {
    const duplicate = await compare(first, second, read);
    if (duplicate !== null && duplicate.lines >= MIN_LINES && !isCovered(duplicate, found)) found.push(duplicate);
  }
  return found.sort((a, b) => b.lines - a.lines).slice(0, MAX_DUPLICATES);
}

/** Where each run stands that stands more than once. */
function collectPlaces(measures: ReadonlyMap<string, Measure>): Map<number, Place[]> {
  const rated = [...measures].filter(([, { isGenerated }]) => !isGenerated);
  const repeated = findRepeated(rated.map(([, { prints }]) => prints));
  const places = new Map<number, Place[]>();
  for (const [path, { prints }] of rated) {
    for (let at = 0; at < prints.length; at += 2) {
      const hash = prints[at]!;
      if (!repeated.has(hash)) continue;
      const list = places.get(hash);
      const place = { path, line: prints[at + 1]! };
      if (list === undefined) places.set(hash, [place]);
      else if (list.length <= MAX_PLACES) list.push(place);
    }
  }
  return places;
}

/** Hashes that occur more than once; sorted numbers, because millions of places would not fit the memory. */
function findRepeated(prints: readonly (readonly number[])[]): ReadonlySet<number> {
  const hashes = new Uint32Array(prints.reduce((sum, list) => sum + list.length / 2, 0));
  let count = 0;
  for (const list of prints) for (let at = 0; at < list.length; at += 2) hashes[count++] = list[at]!;
  hashes.sort();
  return new Set(hashes.filter((hash, at) => hash === hashes[at + 1]));
}

/** One pair of places per pair of files and distance of lines, those with most common runs first. */
function chooseAnchors(places: ReadonlyMap<number, readonly Place[]>): (readonly [Place, Place])[] {
  const pairs = new Map<string, { anchor: readonly [Place, Place]; runs: number }>();
  for (const list of places.values()) {
    if (list.length < 2 || list.length > MAX_PLACES) continue;
    for (let a = 0; a < list.length; a++) {
      for (let b = a + 1; b < list.length; b++) {
        const [first, second] = [list[a]!, list[b]!];
        if (first.path === second.path && Math.abs(first.line - second.line) < MIN_LINES) continue;
        const key = `${first.path}\0${second.path}\0${second.line - first.line}`;
        const pair = pairs.get(key);
        if (pair === undefined) pairs.set(key, { anchor: [first, second], runs: 1 });
        else pair.runs += 1;
      }
    }
  }
  return [...pairs.values()]
    .sort((a, b) => b.runs - a.runs)
    .slice(0, MAX_COMPARED)
    .map(({ anchor }) => anchor);
}

/** How far two places are the same, up and down, without regard to indentation and blank lines at the ends. */
async function compare(
  first: Place,
  second: Place,
  read: (path: string) => Promise<string | null>,
): Promise<Duplicate | null> {
  const [one, two] = [await read(first.path), await read(second.path)];
  if (one === null || two === null) return null;
  const [a, b] = [splitTrimmed(one), splitTrimmed(two)];
  let [from, other] = [first.line - 1, second.line - 1];
  if (a[from] !== b[other]) return null;
  while (from > 0 && other > 0 && a[from - 1] === b[other - 1]) {
    from--;
    other--;
  }
  let lines = 0;
  const most = first.path === second.path ? Math.abs(other - from) : Number.POSITIVE_INFINITY;
  while (lines < most && from + lines < a.length && other + lines < b.length && a[from + lines] === b[other + lines])
    lines++;
  while (lines > 0 && a[from + lines - 1] === '') lines--;
  for (; lines > 0 && a[from] === ''; lines--) {
    from++;
    other++;
  }
  const places = [
    { path: first.path, line: from + 1 },
    { path: second.path, line: other + 1 },
  ];
  return lines < RUN_LINES ? null : { lines, places };
}

function splitTrimmed(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

function isCovered({ places: [a, b], lines }: Duplicate, found: readonly Duplicate[]): boolean {
  const overlaps = (place: Place | undefined, other: Place | undefined, length: number): boolean =>
    place !== undefined &&
    other?.path === place.path &&
    place.line < other.line + length &&
    other.line < place.line + lines;
  return found.some(
    ({ places: [c, d], lines: length }) =>
      (overlaps(a, c, length) && overlaps(b, d, length)) || (overlaps(a, d, length) && overlaps(b, c, length)),
  );
}
