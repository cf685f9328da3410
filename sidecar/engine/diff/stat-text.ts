/** One file in the summary of a change, as `--stat` prints it: " src/a.ts | 13 ++++++-------". */
interface Row {
  readonly path: string;
  /** How many lines were added and removed; null when the drawn bar is a scaled one. */
  readonly added: number | null;
  readonly removed: number | null;
  readonly source: string;
}

/** The files of one change and the line that sums them up. */
interface Block {
  readonly rows: readonly Row[];
  readonly summary: string;
  readonly added: number;
  readonly removed: number;
}

const ROW = /^ (\S.{0,400}?) +\| +(\d{1,9})(?: (\+*)(-*))?$/;
/** Binary files, modes and files without changed lines: they stay as they are. */
const OTHER_ROW =
  /^ (?:\S.{0,400}? +\| +Bin(?: \d+ -> \d+ bytes)?| (?:create|delete) mode \d{6} .*|(?: mode change| rename| copy) .*)$/;
const SUMMARY = /^ \d{1,7} files? changed(?:, (\d{1,9}) insertions?\(\+\))?(?:, (\d{1,9}) deletions?\(-\))?$/;
/** One path that is changed by so many changes in a row is said once. */
const FEWEST_ALIKE = 3;

function readRow(line: string): Row | null {
  const match = ROW.exec(line);
  if (match === null) return OTHER_ROW.test(line) ? { path: '', added: null, removed: null, source: line } : null;
  const [, path = '', count = '', plus = '', minus = ''] = match;
  const isDrawn = plus.length + minus.length === Number(count);
  return { path, added: isDrawn ? plus.length : null, removed: isDrawn ? minus.length : null, source: line };
}

/** The block whose first row is this line, null when there is none, and how many lines were read to know it. */
function readBlock(lines: readonly string[], from: number): { block: Block | null; length: number } {
  const rows: Row[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const total = rows.length === 0 ? null : SUMMARY.exec(line);
    if (total !== null) {
      const block = { rows, summary: line, added: Number(total[1] ?? 0), removed: Number(total[2] ?? 0) };
      return { block, length: at - from + 1 };
    }
    const row = line.startsWith(' ') ? readRow(line) : null;
    if (row === null) break;
    rows.push(row);
  }
  return { block: null, length: Math.max(1, at - from) };
}

/** A text as blocks and the lines between them. */
function split(lines: readonly string[]): (string | Block)[] {
  const parts: (string | Block)[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, length } = readBlock(lines, at);
    if (block === null) for (let i = at; i < at + length; i++) parts.push(lines[i]!);
    else parts.push(block);
    at += length;
  }
  return parts;
}

function formatCounts(added: number, removed: number): string {
  if (added + removed === 0) return '0';
  return [added > 0 ? `+${added}` : '', removed > 0 ? `-${removed}` : ''].filter((part) => part !== '').join(' ');
}

/** A block whose rows say all that the summary sums up needs no summary; of one file the summary says what a scaled bar does not. */
function writeBlock({ rows, summary, added, removed }: Block): string[] {
  const [only] = rows;
  if (rows.length === 1 && only !== undefined && only.path !== '')
    return [` ${only.path} ${formatCounts(added, removed)}`];
  const sum = (pick: (row: Row) => number | null): number => rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const isWhole = sum((row) => row.added) === added && sum((row) => row.removed) === removed;
  const written = rows.map((row) =>
    row.added === null
      ? row.source.replace(/ +\| +/, ' | ')
      : ` ${row.path} ${formatCounts(row.added, row.removed ?? 0)}`,
  );
  return isWhole ? written : [...written, summary];
}

/**
 * The summaries of changes that `git log --stat`, `git show --stat` and `git diff --stat` print, bars as counts:
 * " src/a.ts +6 -7". Totals that are the sum of the counts go, and so do empty lines around a summary. What changes one
 * file again and again says its path once, in the first line. Everything else stays as it is.
 * @returns null when there are no such summaries
 */
export function foldStats(lines: readonly string[]): string[] | null {
  const parts = split(lines);
  const blocks = parts.filter((part) => typeof part !== 'string');
  if (blocks.length === 0) return null;
  const path = blocks[0]!.rows[0]!.path;
  const isAlike = path !== '' && blocks.every(({ rows }) => rows.length === 1 && rows[0]!.path === path);
  const out: string[] = isAlike && blocks.length >= FEWEST_ALIKE ? [`each changes ${path}, lines in brackets`] : [];
  const isJoined = out.length > 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      out.push(part);
      continue;
    }
    while (out.at(-1) === '') out.pop();
    const before = isJoined && out.length > 1 ? out.pop() : undefined;
    if (before === undefined) out.push(...writeBlock(part));
    else out.push(`${before} (${formatCounts(part.added, part.removed)})`);
  }
  return out;
}

/** Share of the filled lines that belong to summaries of changes. */
export function statShare(lines: readonly string[]): number {
  let filled = 0;
  let stats = 0;
  for (const part of split(lines)) {
    const length = typeof part === 'string' ? Number(part !== '') : part.rows.length + 1;
    filled += length;
    if (typeof part !== 'string') stats += length;
  }
  return filled === 0 ? 0 : stats / filled;
}
