import { isGeneratedName, isLockfile } from '../search/file-kinds.ts';
import { summariseLockfile } from './lock-summary.ts';
import { type DiffPart, type FileDiff, type Hunk, isFile } from './parse.ts';

/**
 * The lossy form: every added and removed line of source byte for byte, little or no context, one line per file head.
 *   diff src/a.ts
 *   … @11 export function f
 *   -old
 *   +new
 *   … 5
 *   +more
 *   …
 * "…" stands where unchanged lines were left out; "… 5" tells how many where the next line number does not, and "@11"
 * is the line number in the new file. No file has its "---" and "+++" lines and gaps are no diff syntax, so neither a
 * tool nor a reader takes the text for a patch.
 */

/** Minified code has such lines; a person reads none of them. */
const LONG_LINE = 400;
/**
 * Up to this many hunks (the agent looks at its own edit) hunk headers stay as git prints them: agents quote them.
 * Measured on sessions: 9 of 84 quotations are such headers, all from diffs of at most six hunks.
 */
const QUOTABLE_HUNKS = 6;
/** Changed lines of a generated file that are still worth reading. */
const GENERATED_LINES = 300;

export interface Trimmed {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
}

const isChange = (line: string, marks: number): boolean => /[+-]/.test(line.slice(0, marks)) || line.startsWith('\\');

interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly longest: number;
}

function countChanges(file: FileDiff): Counts {
  let added = 0;
  let removed = 0;
  let longest = 0;
  for (const hunk of file.hunks) {
    for (const line of hunk.lines) {
      const marks = line.slice(0, hunk.marks);
      if (marks.includes('-')) removed++;
      else if (marks.includes('+')) added++;
      else continue;
      if (line.length > longest) longest = line.length;
    }
  }
  return { added, removed, longest };
}

/** Why a file folds to one line, or ''. */
function findFoldReason(file: FileDiff, counts: Counts): string {
  if (isLockfile(file.newPath)) return 'lockfile';
  if (!isGeneratedName(file.newPath)) return '';
  if (counts.longest > LONG_LINE) return 'generated';
  return counts.added + counts.removed > GENERATED_LINES ? 'generated' : '';
}

const modeOf = (head: readonly string[], prefix: string): string =>
  head.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? '';

/** One line for a file: what happened to it and where it is now. Modes are told when they are not the usual one. */
function formatHead(file: FileDiff): string {
  const { head, oldPath, newPath } = file;
  const made = modeOf(head, 'new file mode ');
  const gone = modeOf(head, 'deleted file mode ');
  const [before, after] = [modeOf(head, 'old mode '), modeOf(head, 'new mode ')];
  const likeness = modeOf(head, 'similarity index ');
  const isNamed = (verb: string): boolean => head.some((line) => line.startsWith(`${verb} from `));
  const verb =
    made !== '' ? 'new' : gone !== '' ? 'deleted' : isNamed('copy') ? 'copied' : isNamed('rename') ? 'renamed' : 'diff';
  const notes = [
    made !== '' && made !== '100644' ? `mode ${made}` : '',
    before !== '' ? `mode ${before}→${after}` : '',
    likeness !== '' && likeness !== '100%' ? likeness : '',
    head.some((line) => line.startsWith('Binary files ') || line === 'GIT binary patch') ? 'binary' : '',
  ].filter((note) => note !== '');
  const names = oldPath === newPath ? newPath : `${oldPath} → ${newPath}`;
  return `${verb} ${names}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

/** A line that tells a reader where he is: more than a bracket or an empty line. */
const TELLING = /[A-Za-z_$]\w/;

/**
 * What stays: changes, and where no function is named, the line that lines were added behind (1 % of the tokens;
 * keeping it everywhere costs 2 %, and the line number tells the place as well).
 */
function chooseLines(hunk: Hunk): Set<number> {
  const stay = new Set<number>();
  let runStart = -1;
  for (let at = 0; at <= hunk.lines.length; at++) {
    const line = hunk.lines[at];
    if (line !== undefined && isChange(line, hunk.marks)) {
      stay.add(at);
      if (runStart < 0) runStart = at;
      continue;
    }
    if (runStart < 0) continue;
    const run = hunk.lines.slice(runStart, at);
    const above = hunk.lines[runStart - 1];
    const isAdded = !run.some((one) => one.slice(0, hunk.marks).includes('-'));
    if (isAdded && hunk.context === '' && above !== undefined && TELLING.test(above)) stay.add(runStart - 1);
    runStart = -1;
  }
  return stay;
}

interface Writer {
  readonly out: string[];
  readonly isQuotable: boolean;
  /** Lines left out since the last line that was written. */
  gap: number;
  /** Function that the last hunk stood in; told again only when it changes. */
  context: string;
}

const formatGap = (gap: number): string => (gap === 0 ? '' : `… ${gap}`);

/** What stands above the first line of a hunk that stays. */
function formatPlace(hunk: Hunk, line: number, to: Writer): string {
  const place = to.isQuotable ? [hunk.header] : [`@${line}`, hunk.context === to.context ? '' : hunk.context];
  to.context = hunk.context;
  return [to.gap === 0 ? '' : '…', ...place].filter((part) => part !== '').join(' ');
}

function writeHunk(hunk: Hunk, to: Writer): void {
  const stay = chooseLines(hunk);
  let line = hunk.newStart;
  let isOpen = false;
  for (const [at, text] of hunk.lines.entries()) {
    if (stay.has(at)) {
      const mark = isOpen ? formatGap(to.gap) : formatPlace(hunk, line, to);
      if (mark !== '') to.out.push(mark);
      to.out.push(text);
      isOpen = true;
      to.gap = 0;
    } else to.gap++;
    if (!text.slice(0, hunk.marks).includes('-') && !text.startsWith('\\')) line++;
  }
}

function writeFile(file: FileDiff, to: Writer): void {
  to.out.push(formatHead(file));
  const isWhole = file.head.some((line) => /^(?:new|deleted) file mode/.test(line));
  for (const hunk of file.hunks) {
    if (isWhole && hunk.lines.every((line) => isChange(line, hunk.marks)))
      for (const line of hunk.lines) to.out.push(line);
    else writeHunk(hunk, to);
  }
  if (to.gap > 0) to.out.push('…');
  to.gap = 0;
}

/** One line for a file that nobody reads line by line. */
function formatFolded(file: FileDiff, counts: Counts, reason: string): string {
  const packages = reason === 'lockfile' ? summariseLockfile(file) : '';
  return `${formatHead(file)}: +${counts.added} −${counts.removed} (${reason})${packages === '' ? '' : `: ${packages}`}`;
}

const countShown = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + (/^[ +\\-]/.test(line) ? 1 : 0), 0);

/** Writes the lossy form; counts are lines of the source, headers left aside. */
export function trimDiff(parts: readonly DiffPart[]): Trimmed {
  const out: string[] = [];
  let total = 0;
  let shown = 0;
  const hunks = parts.reduce((sum, part) => sum + (isFile(part) ? part.file.hunks.length : 0), 0);
  for (const part of parts) {
    if (!isFile(part)) {
      for (const line of part.text) out.push(line);
      total += part.text.length;
      shown += part.text.length;
      continue;
    }
    const { file } = part;
    const counts = countChanges(file);
    const reason = findFoldReason(file, counts);
    const binary = file.head.indexOf('GIT binary patch');
    total +=
      file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0) + (binary < 0 ? 0 : file.head.length - binary);
    if (reason !== '') {
      out.push(formatFolded(file, counts, reason));
      continue;
    }
    const to: Writer = { out: [], isQuotable: hunks <= QUOTABLE_HUNKS, gap: 0, context: '' };
    writeFile(file, to);
    shown += countShown(to.out);
    for (const line of to.out) out.push(line);
  }
  return { text: out.join('\n'), shown, total };
}
