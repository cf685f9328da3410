import { isEcho } from './code/echo.ts';
import { formatDelta, type Newer } from './delta.ts';
import { firstShownLine, shownFile } from './editable.ts';
import { ECHO, readNumbered } from './numbered.ts';
import { describe } from './same.ts';
import type { Hint } from './types.ts';

/** Below this many characters nothing repays the line that names the earlier copy. */
const MIN_CHARS = 400;
/** Earlier copies of one call, one file or one line that are known: the newest ones. */
const MOST_COPIES = 3;
/** Lines by which alike texts of other calls are found: long enough to mean something, short enough to be written by people. */
const LINE_CHARS = { least: 16, most: 300 };
/** Beyond this many characters a text is found by its call or its file alone. */
const MOST_CHARS = 400_000;
/** Texts of other calls that share the most lines are tried, and only when they share this part of the newer one. */
const MOST_ALIKE = 2;
const LEAST_ALIKE = 0.3;
/** Requests whose indexes are remembered. */
const MOST_INDEXES = 8;

/** A text as it stands in the request. */
export interface Copy {
  readonly text: string;
  readonly hint: Hint;
  /** Running number of the tool result that holds it. */
  readonly result: number;
}

/** A result as it would be sent, before it is compared with earlier ones. */
export interface Newcomer extends Copy {
  /** It may be edited next, see {@link Newer}. */
  readonly isCode: boolean;
}

/**
 * The texts of one request as they are sent, in prompt order. What was itself replaced by a reference is not noted, so
 * every copy named here can be read where it stands.
 */
export class Copies {
  private readonly noted: Copy[] = [];
  private readonly indexes: CopyIndexes;
  private index: CopyIndex | null = null;

  /** @param indexes of earlier requests, when they are remembered */
  constructor(indexes = new CopyIndexes(0)) {
    this.indexes = indexes;
  }

  /** Notes what is sent for a result. */
  note(copy: Copy): void {
    if (copy.text.length >= MIN_CHARS) this.noted.push(copy);
  }

  /** The shortest text that says how the newcomer differs from an earlier copy; null: none is shorter. */
  compare(newcomer: Newcomer, diff: typeof formatDelta = formatDelta): string | null {
    if (newcomer.text.length < MIN_CHARS) return null;
    const { text, isCode, hint } = newcomer;
    let best: string | null = null;
    this.index ??= this.indexes.find(this.noted);
    this.index.catchUp(this.noted);
    for (const copy of this.index.candidates(newcomer)) {
      const newer: Newer = { text, isCode, isEcho: isEcho(hint), first: firstLines(copy.hint, hint) };
      const delta = diff(copy.text, newer, describe(copy.hint, newcomer.result - copy.result, hint));
      if (delta !== null && delta.length < (best ?? newcomer.text).length) best = delta;
    }
    return best;
  }
}

/**
 * The indexes of the latest requests: the next turn of a conversation has the same texts and some more. Whether an index
 * fits is told by the texts alone; it then is the one that would be made anew. Not for two requests at once.
 */
export class CopyIndexes {
  private readonly capacity: number;
  private known: CopyIndex[] = [];

  /** @param capacity characters of texts; 0: nothing is remembered */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** The index that has the most of what was noted and nothing else. */
  find(noted: readonly Copy[]): CopyIndex {
    let best = new CopyIndex();
    for (const index of this.known) if (index.size > best.size && index.isBeginningOf(noted)) best = index;
    // It is about to take in all that was noted.
    let room = this.capacity - noted.reduce((sum, { text }) => sum + text.length, 0);
    const others = this.known.filter((one) => one !== best).slice(0, MOST_INDEXES - 1);
    const kept = others.filter((index) => {
      room -= index.chars;
      return room >= 0;
    });
    this.known = room < 0 && kept.length === 0 ? [] : [best, ...kept];
    return best;
  }
}

/** Finds copies by their calls, files and lines. */
class CopyIndex {
  private readonly copies: Copy[] = [];
  private readonly byKey = new Map<string, Copy[]>();
  private readonly byLine = new Map<string, Copy[]>();
  chars = 0;

  get size(): number {
    return this.copies.length;
  }

  isBeginningOf(noted: readonly Copy[]): boolean {
    return this.copies.length <= noted.length && this.copies.every((copy, at) => areEqual(copy, noted[at]!));
  }

  /** Takes in what was noted since. */
  catchUp(noted: readonly Copy[]): void {
    for (const copy of noted.slice(this.copies.length)) {
      for (const key of keysOf(copy.hint)) put(this.byKey, key, copy);
      for (const line of linesOf(copy.text)) put(this.byLine, line, copy);
      this.copies.push(copy);
      this.chars += copy.text.length;
    }
  }

  /** Copies of the same call or file, and the copies of other calls that share the most lines. */
  candidates({ text, hint }: Newcomer): Set<Copy> {
    const found = new Set(keysOf(hint).flatMap((key) => this.byKey.get(key) ?? []));
    if (this.byLine.size === 0) return found;
    const votes = new Map<Copy, number>();
    const lines = linesOf(text, isEcho(hint));
    for (const line of lines)
      for (const copy of this.byLine.get(line) ?? []) votes.set(copy, (votes.get(copy) ?? 0) + 1);
    const alike = [...votes].filter(([, count]) => count >= Math.max(2, lines.size * LEAST_ALIKE));
    for (const [copy] of alike.sort((a, b) => b[1] - a[1]).slice(0, MOST_ALIKE)) found.add(copy);
    return found;
  }
}

/** As far as an index can tell: it knows of a hint which call it was. */
function areEqual(one: Copy, other: Copy): boolean {
  const [a, b] = [one.hint, other.hint];
  const isSameCall = a === b || (a.tool === b.tool && a.command === b.command && a.path === b.path);
  return isSameCall && one.result === other.result && one.text === other.text;
}

/** What makes two calls show the same thing: the same call, or the same file. */
function keysOf({ tool, command, path }: Hint): string[] {
  const file = path || (command === '' ? '' : (shownFile(command) ?? ''));
  const call = [tool, command, path].join('\0');
  return file === '' ? [call] : [call, `file\0${file}`];
}

/** Where the texts of two calls begin in the file that both show. */
function firstLines(old: Hint, now: Hint): Newer['first'] {
  const isSameFile = old.command !== '' && now.command !== '' && shownFile(old.command) === shownFile(now.command);
  return isSameFile ? { old: firstShownLine(old.command), now: firstShownLine(now.command) } : { old: null, now: null };
}

/** The lines by which a text is known, numbers in front left out. */
function linesOf(text: string, isOfEcho = false): Set<string> {
  if (text.length > MOST_CHARS) return new Set();
  const { contents } = isOfEcho ? readNumbered(text, null, ECHO) : readNumbered(text);
  return new Set(contents.filter(({ length }) => length >= LINE_CHARS.least && length <= LINE_CHARS.most));
}

function put(map: Map<string, Copy[]>, key: string, copy: Copy): void {
  const copies = map.get(key);
  if (copies === undefined) map.set(key, [copy]);
  else {
    copies.push(copy);
    if (copies.length > MOST_COPIES) copies.shift();
  }
}
