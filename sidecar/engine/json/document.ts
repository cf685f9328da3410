import { KeyNames } from './key-names.ts';
import { type Attempt, attemptJson, type JsonNode, type Reading, readJson } from './read.ts';

/** A text taken apart: `before` and `after` are kept as they are, `root` is the JSON between them. */
export interface JsonDocument {
  readonly before: string;
  readonly root: JsonNode;
  readonly after: string;
  /** True for one JSON value per line (NDJSON, JSONL); `root` is then the list of those values. */
  readonly lines: boolean;
  /**
   * True when `root` is a list that has no end: `after` starts with the comma or the text that followed its last item.
   * Of a piece out of the middle of a list `before` ends where its first whole item begins.
   */
  readonly cut: boolean;
}

/** How many places may be tried as the start of the JSON, and how much of the text all failed tries may read. */
const MAX_TRIES = 8;
const MAX_REREAD = 2.5;
/** A start further behind than this is not "some text in front" any more. */
const MAX_BEFORE = 4000;
/** The JSON must be at least this share of the text, or the text is of another kind. */
const MIN_SHARE = 0.6;
/** The notation that this engine writes itself: never taken apart again. */
const OWN = /(?:^|[\n:,[(])[[{]\d+ (?:rows|values|lists|JSON lines)[\],}]/;
/** A piece out of the middle of a list is one from this many whole items on. */
const MIN_MIDDLE_ITEMS = 10;
/** As MIN_SHARE: another command may have printed as much behind it. */
const MIN_MIDDLE_SHARE = 0.4;
/** Between two items of a list that are records, each on lines of their own. */
const BETWEEN = /\n[ \t]{0,40}\},[ \t]{0,40}\n[ \t]{0,40}(?=\{)/g;
/** A list that was cut is one from this many whole items on. */
const MIN_CUT_ITEMS = 3;
/** Among values line by line, lines that a program printed in between; more of them, and the text is a log that quotes JSON. */
const MOST_ODD_LINES = 0.2;
/** So many of them may follow each other. */
const ODD_LINES_IN_A_ROW = 3;
const LONGEST_ODD_LINE = 1000;
const LINE_END = /^[ \t\r]*(?:\n|$)/;
const COMMA = /^\s*,/;
const MAX_GAP = 200;
const OPENING = /(?:^|[\n:=>] *|^[^\n[{"]{0,200} )([[{])/g;

/**
 * Finds the JSON of a text: the whole text, values line by line, or one value with other text before or behind it.
 * Returns null when there is none that makes up most of the text.
 */
export function readDocument(text: string): JsonDocument | null {
  if (OWN.test(text.slice(0, MAX_BEFORE))) {
    return null;
  }
  let read = 0;
  const names = new KeyNames();
  for (const start of findStarts(text)) {
    const first: Attempt = attemptJson(text, start, names);
    read += first.end - start;
    const found = first.node === null ? readCutList(text, start, first.end) : readWhole(text, start, first, names);
    if (found === null) {
      if (read > text.length * MAX_REREAD) {
        return null;
      }
      continue;
    }
    const size = text.length - found.before.length - found.after.length;
    if (size >= text.length * MIN_SHARE) {
      return found;
    }
  }
  return readMiddle(text);
}

/** A piece out of the middle of a list of records, as sed and tail cut them: its whole items. */
function readMiddle(text: string): JsonDocument | null {
  BETWEEN.lastIndex = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const match = BETWEEN.exec(text);
    if (match === null || text.length - match.index < text.length * MIN_MIDDLE_SHARE) return null;
    const from = BETWEEN.lastIndex;
    const { items, end } = readItems(text, from);
    // What stands deeper in a record ends after a few items: the next try is further out.
    if (items.length < MIN_MIDDLE_ITEMS) continue;
    if (end - from >= text.length * MIN_MIDDLE_SHARE) {
      const root = { kind: 'list', items } as const;
      return { before: text.slice(0, from), root, after: text.slice(end), lines: false, cut: true };
    }
    // Some clients leave out the middle of a long output: the larger piece may come behind the gap.
    BETWEEN.lastIndex = end;
  }
  return null;
}

function readWhole(text: string, start: number, first: Attempt, names: KeyNames): JsonDocument | null {
  const { node: root, end } = first;
  if (root === null) {
    return null;
  }
  const lines = readLines(text, start, { node: root, end }, names);
  if (lines !== null) {
    return lines;
  }
  return { before: text.slice(0, start), root, after: text.slice(end), lines: false, cut: false };
}

/** The whole items of a list whose end is missing: tools cut long output. `reached` is where strict reading failed. */
function readCutList(text: string, start: number, reached: number): JsonDocument | null {
  if (text[start] !== '[' || reached - start < text.length * MIN_SHARE) {
    return null;
  }
  const { items, end } = readItems(text, start + 1);
  if (items.length < MIN_CUT_ITEMS) {
    return null;
  }
  return {
    before: text.slice(0, start),
    root: { kind: 'list', items },
    after: text.slice(end),
    lines: false,
    cut: true,
  };
}

/** Values with commas between them, and the offset behind the last one. */
function readItems(text: string, start: number): { readonly items: readonly JsonNode[]; readonly end: number } {
  const items: JsonNode[] = [];
  const names = new KeyNames();
  let end = start;
  for (let at = start; ; ) {
    const item = readJson(text, at, names);
    if (item === null) {
      break;
    }
    items.push(item.node);
    end = item.end;
    const comma = COMMA.exec(text.slice(end, end + MAX_GAP));
    if (comma === null) {
      break;
    }
    at = end + comma[0].length;
  }
  return { items, end };
}

function findStarts(text: string): number[] {
  const starts: number[] = [];
  const head = text.slice(0, MAX_BEFORE);
  for (const match of head.matchAll(OPENING)) {
    starts.push(match.index + match[0].length - 1);
    if (starts.length === MAX_TRIES) {
      break;
    }
  }
  return starts;
}

/**
 * Further values, each on a line of its own behind the first one; null when there is none. A line in between that is no JSON
 * (a warning, a retry, a line that was cut) is a text among them.
 */
function readLines(text: string, start: number, first: Reading, names: KeyNames): JsonDocument | null {
  const items: JsonNode[] = [];
  let end = start;
  let values = 0;
  let odd: JsonNode[] = [];
  for (let next: Reading | null = first; next !== null; ) {
    if (isContainer(next.node)) {
      items.push(...odd, next.node);
      values++;
      end = next.end;
      odd = [];
    } else {
      odd.push(next.node);
    }
    const line = nextLine(text, next.end);
    const isFull = odd.length === ODD_LINES_IN_A_ROW;
    next = line === null ? null : (readValue(text, line, names) ?? (isFull ? null : readOddLine(text, line)));
  }
  if (values < 2 || items.length - values > items.length * MOST_ODD_LINES) {
    return null;
  }
  return {
    before: text.slice(0, start),
    root: { kind: 'list', items },
    after: text.slice(end),
    lines: true,
    cut: false,
  };
}

/** A list or an object from the start of a line to the end of one; null when there is none. */
function readValue(text: string, line: number, names: KeyNames): Reading | null {
  const reading = text[line] === '{' || text[line] === '[' ? readJson(text, line, names) : null;
  return reading !== null && LINE_END.test(text.slice(reading.end, reading.end + MAX_GAP)) ? reading : null;
}

/** A line as a text; null when it is too long for one that was printed between others. */
function readOddLine(text: string, from: number): Reading | null {
  const newline = text.indexOf('\n', from);
  const line = text.slice(from, newline < 0 ? text.length : newline).trimEnd();
  return line.length > LONGEST_ODD_LINE ? null : { node: { kind: 'text', value: line }, end: from + line.length };
}

function isContainer(node: JsonNode): boolean {
  return node.kind === 'record' || node.kind === 'list';
}

/** Offset of the next line's first character when nothing but white space stands between; null otherwise. */
function nextLine(text: string, from: number): number | null {
  let at = from;
  let broke = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      broke = true;
    } else if (code !== 32 && code !== 13 && code !== 9) {
      return broke && at < text.length ? at : null;
    }
    at++;
  }
}
