/** A message of a compiler or linter that names its place. */
export interface Diagnostic {
  readonly path: string;
  /** As written behind the path: "(12,5)", ":12:5". */
  readonly place: string;
  /** Everything behind the place, as written: ": error TS2339: Property …". */
  readonly message: string;
}

const LONGEST_PATH = 300;
/** "src/a.ts(12,5): error TS1: …", "src/a.ts:12:5 - error TS1: …", "a.c:12:5: warning: …", "a.py:12: error: …". */
const SHAPE =
  /^((?:[A-Za-z]:)?[^\s:()"'|]{1,300}\.[A-Za-z]\w{0,7})(\(\d{1,7}(?:,\d{1,7}(?:-\d{1,7})?)?\)|:\d{1,7}(?::\d{1,7})?)((?: -|:) +(?:(?:fatal )?error|warning|note|info|hint|style|[A-Z]{1,4}\d{2,5})\b)/;

/** Reads a line as a compiler or linter message; null when it is none. */
export function parseDiagnostic(line: string): Diagnostic | null {
  const head = line.length > LONGEST_PATH * 2 ? line.slice(0, LONGEST_PATH * 2) : line;
  const match = SHAPE.exec(head);
  if (match === null) return null;
  const path = match[1]!;
  const place = match[2]!;
  return { path, place, message: line.slice(path.length + place.length) };
}

/** The message without the way this run spelt its separator, so that two runs of one compiler agree. */
export function messageKey({ message }: Diagnostic): string {
  return message.replace(/^(?: -|:) +/, '');
}

/**
 * Places of messages that equal the first one, each path once and left out when it is the first one's:
 * "(40,7) src/b.ts(3,1)", ":48:24 src/b.ts:3:1,9:4"; beyond `most`, the first place and a count per path.
 */
export function listPlaces(first: Diagnostic, others: readonly Diagnostic[], most: number): string {
  const byPath = new Map<string, Set<string>>([[first.path, new Set()]]);
  for (const { path, place } of others) {
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, new Set([place]));
    else known.add(place);
  }
  const own = byPath.get(first.path)!;
  own.delete(first.place);
  if (own.size === 0) byPath.delete(first.path);
  const isLong = others.length > most;
  const parts: string[] = [];
  for (const [path, places] of byPath) {
    const [one = '', ...more] = places;
    const shown = path === first.path ? '' : path;
    if (isLong && more.length > 2) parts.push(`${shown}${one}…(${places.size})`);
    else if (one.startsWith(':')) parts.push([shown + one, ...more.map((place) => place.slice(1))].join(','));
    else parts.push(shown + one + more.join(''));
  }
  return parts.join(' ');
}
