/** A unified diff, read by the counts of its hunk headers, so that "--- x" inside a hunk stays a removed line. */

export interface Hunk {
  /** First line in the new file (1-based; 0 for an empty side). */
  readonly newStart: number;
  /** What git prints behind the second @@: the enclosing function; '' when there is none. */
  readonly context: string;
  readonly header: string;
  readonly lines: readonly string[];
  /** Columns of marks in front of each line: 1, or the number of parents in a combined diff. */
  readonly marks: number;
}

export interface FileDiff {
  /** Everything from `diff --git` (or `---`) to the first hunk, as printed. */
  readonly head: readonly string[];
  readonly oldPath: string;
  readonly newPath: string;
  readonly hunks: readonly Hunk[];
}

/** Text between files (commit headers, messages) or a file. */
export type DiffPart = { readonly text: readonly string[] } | { readonly file: FileDiff };

export const isFile = (part: DiffPart): part is { readonly file: FileDiff } => 'file' in part;

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?(.*)$/;
const COMBINED = /^(@{3,9})((?: -\d{1,9}(?:,\d{1,9})?)+) \+(\d{1,9})(?:,(\d{1,9}))? @{3,9} ?(.*)$/;
const OPENS = /^(?:diff --(?:git|cc|combined) |diff -|Index: )/;
/** Lines that may stand between `diff --git` and the first hunk. */
const HEAD_LINE =
  /^(?:index [0-9a-f,]+\.\.|old mode |new mode |mode [\d,]+\.\.|new file mode |deleted file mode |similarity index |dissimilarity index |rename (?:from|to) |copy (?:from|to) |--- |\+\+\+ |Binary files |={20,}$)/;

const count = (text: string | undefined): number => (text === undefined ? 1 : Number(text));

interface Cursor {
  readonly lines: readonly string[];
  at: number;
}

/** Takes body lines until the counts of all sides are used up. */
function takeBody(cursor: Cursor, left: number[]): string[] {
  const body: string[] = [];
  const parents = left.length - 1;
  while (cursor.at < cursor.lines.length) {
    const line = cursor.lines[cursor.at] ?? '';
    if (line.startsWith('\\')) body.push(line);
    else {
      if (left.every((side) => side <= 0)) break;
      const marks = line.slice(0, parents).padEnd(parents);
      if (!/^[ +-]+$/.test(marks)) break;
      const isRemoved = marks.includes('-');
      for (let side = 0; side < parents; side++) {
        if (isRemoved ? marks[side] === '-' : marks[side] !== '+') left[side] = (left[side] ?? 0) - 1;
      }
      if (!isRemoved) left[parents] = (left[parents] ?? 0) - 1;
      body.push(line);
    }
    cursor.at++;
  }
  return body;
}

function takeHunk(cursor: Cursor): Hunk | null {
  const header = cursor.lines[cursor.at] ?? '';
  const plain = HUNK.exec(header);
  if (plain !== null) {
    cursor.at++;
    const lines = takeBody(cursor, [count(plain[2]), count(plain[4])]);
    return { newStart: Number(plain[3]), context: plain[5] ?? '', header, lines, marks: 1 };
  }
  const combined = COMBINED.exec(header);
  if (combined === null) return null;
  const sides = (combined[2] ?? '')
    .trim()
    .split(' ')
    .map((side) => count(side.split(',')[1]));
  if (sides.length !== (combined[1] ?? '').length - 1) return null;
  cursor.at++;
  const lines = takeBody(cursor, [...sides, count(combined[4])]);
  return { newStart: Number(combined[3]), context: combined[5] ?? '', header, lines, marks: sides.length };
}

/** GIT binary patch: everything up to the empty line behind its last block. */
function takeBinary(cursor: Cursor): string[] {
  const start = cursor.at;
  if (cursor.lines[start] !== 'GIT binary patch') return [];
  while (cursor.at < cursor.lines.length && !OPENS.test(cursor.lines[cursor.at] ?? '')) cursor.at++;
  return cursor.lines.slice(start, cursor.at);
}

const stripSide = (path: string): string => {
  const bare = path.replace(/\t.*$/, '');
  return /^[abciwo]\//.test(bare) ? bare.slice(2) : bare;
};

/** Paths of both sides, from the most telling line that is there. */
function readPaths(head: readonly string[]): { oldPath: string; newPath: string } {
  const after = (prefix: string): string | undefined =>
    head.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  const from = after('rename from ') ?? after('copy from ');
  const to = after('rename to ') ?? after('copy to ');
  if (from !== undefined && to !== undefined) return { oldPath: from, newPath: to };
  const minus = after('--- ');
  const plus = after('+++ ');
  const oldPath = minus === undefined || minus.startsWith('/dev/null') ? '' : stripSide(minus);
  const newPath = plus === undefined || plus.startsWith('/dev/null') ? '' : stripSide(plus);
  if (oldPath !== '' || newPath !== '') return { oldPath: oldPath || newPath, newPath: newPath || oldPath };
  const single = after('diff --cc ') ?? after('diff --combined ') ?? after('Index: ');
  if (single !== undefined) return { oldPath: single, newPath: single };
  const both = after('diff --git ') ?? '';
  // "a/x b/x": both halves are equally long unless the file was renamed, and then "rename from" stands above.
  const half = (both.length - 1) / 2;
  const path = stripSide(both[half] === ' ' ? both.slice(half + 1) : (both.split(' ').at(-1) ?? ''));
  return { oldPath: path, newPath: path };
}

function takeFile(cursor: Cursor): FileDiff | null {
  const { lines } = cursor;
  const start = cursor.at;
  const first = lines[start] ?? '';
  const isBare =
    first.startsWith('--- ') && lines[start + 1]?.startsWith('+++ ') && /^@@ -/.test(lines[start + 2] ?? '');
  if (!OPENS.test(first) && !isBare) return null;
  if (!isBare) cursor.at++;
  while (cursor.at < lines.length && HEAD_LINE.test(lines[cursor.at] ?? '')) cursor.at++;
  takeBinary(cursor);
  const head = lines.slice(start, cursor.at);
  const hunks: Hunk[] = [];
  for (let hunk = takeHunk(cursor); hunk !== null; hunk = takeHunk(cursor)) hunks.push(hunk);
  if (hunks.length === 0 && head.length < 2) {
    cursor.at = start;
    return null;
  }
  return { head, ...readPaths(head), hunks };
}

/** Splits a text into files and what stands between them. Total: text that is no diff becomes one part. */
export function parseDiff(text: string): DiffPart[] {
  const cursor: Cursor = { lines: text.split('\n'), at: 0 };
  const parts: DiffPart[] = [];
  let loose: string[] = [];
  while (cursor.at < cursor.lines.length) {
    const file = takeFile(cursor);
    if (file === null) {
      loose.push(cursor.lines[cursor.at] ?? '');
      cursor.at++;
      continue;
    }
    if (loose.length > 0) parts.push({ text: loose });
    loose = [];
    parts.push({ file });
  }
  if (loose.length > 0) parts.push({ text: loose });
  return parts;
}
