import { parse as parseToml } from 'smol-toml';
import type { Json } from '../types.ts';
import { conflict, cut, cutScraps, findEol, formatPath, isEqual, isRecord, malformed } from './text.ts';
import { scanToml, type TomlOutline, type TomlPair } from './toml-scan.ts';
import type { Editor, EditUndo } from './types.ts';

/** TOML: edits are spans found by our own scanner; a real parser says before and after whether only that value changed. */
export const toml: Editor = {
  read: (text, { path }) => find(parse(text), path),
  standing: (text, target) => toml.read(text, target),
  set(text, target, value) {
    const { path } = target;
    const before = parse(text);
    const standing = find(before, path);
    const outline = scanToml(text);
    const pair = findPair(outline, path);
    if (pair === undefined && standing !== undefined) {
      throw conflict(`"${formatPath(path)}" is written inside of another value, where it is not edited.`);
    }
    const made = pair === undefined ? add(text, outline, path, value) : replace(text, pair, { value, standing });
    verify(before, made.text, path, value);
    return made;
  },
  unset(text, { path }, undo) {
    const before = parse(text);
    const standing = find(before, path);
    if (standing === undefined) return text;
    if (!isEqual(standing, undo.ours)) return null;
    const outline = scanToml(text);
    const pair = findPair(outline, path);
    if (pair === undefined) return null;
    if (undo.previous !== null) return cut(text, pair.valueStart, pair.valueEnd, undo.previous);
    const whole = cutScraps(text, undo.scraps, pair.start);
    return whole !== null && isOnlyLess(before, whole, path) ? whole : removePair(text, outline, pair, undo);
  },
};

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return parseToml(text);
  } catch (error) {
    const [first = ''] = (error as Error).message.replace(/^Invalid TOML document: /, '').split('\n');
    throw malformed(`It is no valid TOML (${first}).`, error);
  }
}

function find(root: Readonly<Record<string, unknown>>, path: readonly string[]): Json | undefined {
  let at: unknown = root;
  for (const key of path) at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at as Json | undefined;
}

function findPair({ pairs }: TomlOutline, path: readonly string[]): TomlPair | undefined {
  return pairs.findLast((pair) => isEqual(pair.path, path));
}

function replace(text: string, pair: TomlPair, { value, standing }: { value: Json; standing: Json | undefined }) {
  const undo: EditUndo = {
    ours: value,
    previous: text.slice(pair.valueStart, pair.valueEnd),
    made: 0,
    scraps: '',
  };
  if (isEqual(standing, value)) return { text, undo };
  return { text: cut(text, pair.valueStart, pair.valueEnd, format(value)), undo };
}

function add(text: string, outline: TomlOutline, path: readonly string[], value: Json): ReturnType<Editor['set']> {
  const eol = findEol(text);
  const parent = path.slice(0, -1);
  const line = `${formatKey(path.at(-1)!)} = ${format(value)}${eol}`;
  const table = outline.tables.findLast((one) => isEqual(one.path, parent));
  if (table === undefined) {
    const gap = text === '' || text.endsWith(`${eol}${eol}`) ? '' : text.endsWith('\n') ? eol : eol + eol;
    const scraps = `${gap}[${parent.map(formatKey).join('.')}]${eol}${line}`;
    return { text: text + scraps, undo: { ours: value, previous: null, made: 1, scraps } };
  }
  const at = parent.length === 0 ? findRootEnd(text, outline) : table.bodyEnd;
  const lead = at > 0 && text[at - 1] !== '\n' ? eol : '';
  // A header right behind would look as if it were part of it.
  const trail = parent.length === 0 && /^[ \t]*[[#]/.test(text.slice(at)) ? eol : '';
  const scraps = `${lead}${line}${trail}`;
  return { text: cut(text, at, at, scraps), undo: { ours: value, previous: null, made: 0, scraps } };
}

/** Where a pair of the root can stand: behind its last one, else in front of the first header and the comment on it. */
function findRootEnd(text: string, { pairs, tables }: TomlOutline): number {
  const [root, header] = tables;
  if (pairs[0] !== undefined && pairs[0].start < (header?.start ?? Number.POSITIVE_INFINITY)) return root!.bodyEnd;
  if (header === undefined) return text.length;
  let at = header.start;
  for (;;) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || !/^[ \t]*#/.test(text.slice(above, at))) return at;
    at = above;
  }
}

function removePair(text: string, outline: TomlOutline, pair: TomlPair, undo: EditUndo): string {
  const parent = pair.path.slice(0, -1);
  const table = outline.tables.findLast((one) => isEqual(one.path, parent));
  const rest = cut(text, pair.start, pair.end);
  const isEmpty = !outline.pairs.some((other) => other !== pair && isEqual(other.path.slice(0, parent.length), parent));
  if (undo.made === 0 || table === undefined || parent.length === 0 || !isEmpty) return rest;
  const next = outline.tables.find(({ start }) => start > table.start)?.start ?? text.length;
  const between = text.slice(table.headerEnd, pair.start) + text.slice(pair.end, next);
  return between.includes('#') ? rest : cut(text, table.start, pair.end);
}

/** @throws AppError client.conflict when anything but the one value would change: then this text is not for our scanner. */
function verify(before: Readonly<Record<string, unknown>>, text: string, path: readonly string[], value: Json): void {
  const wanted = withValue(before, path, value);
  try {
    if (isEqual(parseToml(text), wanted)) return;
  } catch {
    // Falls through: it cannot even be read any more, which is told like any other wrong result.
  }
  throw conflict(`"${formatPath(path)}" cannot be written without changing something else.`);
}

function isOnlyLess(before: Readonly<Record<string, unknown>>, text: string, path: readonly string[]): boolean {
  try {
    return isEqual(withValue(parseToml(text), path, find(before, path)!), before);
  } catch {
    return false; // the remainder is no TOML: the caller takes the pair out alone
  }
}

function withValue(root: unknown, [key, ...rest]: readonly string[], value: Json): unknown {
  if (key === undefined) return value;
  const record = isRecord(root) ? root : {};
  return { ...record, [key]: withValue(record[key], rest, value) };
}

function format(value: Json): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(format).join(', ')}]`;
  throw new TypeError('only strings, numbers, booleans and lists of them are written to TOML');
}

function formatKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
