import { findAsked } from './asked.ts';
import { type Severity, severityOf } from './levels.ts';
import { makeSheet, type Sheet } from './sheet.ts';
import { findStamp, isStamped, spellUntil } from './stamp.ts';
import { mineTemplates, type Template } from './templates.ts';

/** One entry of a log: a line and what continues it (a stack trace, a multi-line message). */
interface RecordSpan {
  readonly start: number;
  readonly end: number;
}

/** A continued record longer than this is judged line by line unless it is an error. */
const LONGEST_RECORD = 12;
/** Records around an error that occurs once that stay as well. */
const NEIGHBOURS = 1;
/** An error that occurs at most this often stays every time. */
const RARE = 2;
/** At most this many such errors keep their neighbours: a log full of them explains itself. */
const MOST_WITH_NEIGHBOURS = 8;
/** The last time is told when at least this many were left out. */
const FEW = 3;
/** Merged words that a note lists. */
const MOST_VALUES = 6;
const LONGEST_VALUES = 90;

/**
 * Picks what stays of a log: each kind of record once with its count and its last time, errors first and last, what was
 * asked for, and what stands around rare errors.
 */
export function pickRecords(lines: readonly string[], terms: readonly string[]): Sheet {
  const sheet = makeSheet(lines);
  const spans = splitRecords(lines);
  const asked = findAsked(lines, terms);
  const heads = spans.map(({ start, end }) => (end - start === 1 ? lines[start]! : lines.slice(start, end).join('\n')));
  const templates = mineTemplates(heads);
  let withNeighbours = 0;
  for (const template of templates) {
    const severity = severityOf(heads[template.lines[0]!]!);
    const stay = chooseOfTemplate(template, severity);
    for (const at of template.lines) if (isAsked(spans[at]!, asked)) stay.add(at);
    for (const at of stay) keep(sheet, spans[at]!);
    if (severity === 3 && template.lines.length === 1 && withNeighbours < MOST_WITH_NEIGHBOURS) {
      withNeighbours++;
      for (const at of stay) keepAround(sheet, spans, at);
    }
  }
  // Counted last: a record may have stayed as the neighbour of another one.
  for (const template of templates) {
    const note = describe(template, heads, template.lines.filter((at) => sheet.kept[spans[at]!.start] === 0).length);
    if (note !== '') sheet.notes.set(spans[template.lines[0]!]!.start, note);
  }
  return sheet;
}

function chooseOfTemplate({ lines }: Template, severity: Severity): Set<number> {
  const stay = new Set([lines[0]!]);
  if (severity === 3 && lines.length <= RARE) stay.add(lines.at(-1)!);
  return stay;
}

function keep(sheet: Sheet, { start, end }: RecordSpan): void {
  sheet.kept.fill(1, start, end);
}

function keepAround(sheet: Sheet, spans: readonly RecordSpan[], at: number): void {
  for (let i = Math.max(0, at - NEIGHBOURS); i <= Math.min(spans.length - 1, at + NEIGHBOURS); i++) {
    if (sheet.kept[spans[i]!.start] === 0) keep(sheet, spans[i]!);
  }
}

function isAsked({ start, end }: RecordSpan, asked: ReadonlySet<number>): boolean {
  if (asked.size === 0) return false;
  for (let i = start; i < end; i++) if (asked.has(i)) return true;
  return false;
}

/** "+411 similar until 10:14:59 (root, admin)": how many were left out, the last time, and words that differed. */
function describe({ lines, values }: Template, heads: readonly string[], left: number): string {
  if (left === 0) return '';
  let note = `+${left} similar`;
  const first = findStamp(heads[lines[0]!]!);
  const last = findStamp(heads[lines.at(-1)!]!);
  if (left >= FEW && first !== null && last !== null && (first.time !== last.time || first.date !== last.date)) {
    note += ` until ${spellUntil(first, last)}`;
  }
  const shown = values.slice(0, MOST_VALUES).join(' ');
  if (values.length > 0 && shown.length <= LONGEST_VALUES && shown.isWellFormed()) {
    note += ` (${shown}${values.length > MOST_VALUES ? ` and ${values.length - MOST_VALUES} others` : ''})`;
  }
  return note;
}

/** Joins continuation lines with their record where lines of the log usually begin with a stamp. */
function splitRecords(lines: readonly string[]): RecordSpan[] {
  const stamped = lines.map(isStamped);
  const isLed = stamped.reduce((count, one) => count + (one ? 1 : 0), 0) >= lines.length * 0.3;
  const spans: RecordSpan[] = [];
  let start = 0;
  for (let i = 1; i <= lines.length; i++) {
    if (i < lines.length && isContinuation(lines[i]!, isLed, stamped[i]!)) continue;
    pushSpans(spans, start, i, lines);
    start = i;
  }
  return spans;
}

function pushSpans(spans: RecordSpan[], start: number, end: number, lines: readonly string[]): void {
  const isWhole = end - start <= LONGEST_RECORD || severityOf(lines.slice(start, start + 3).join(' ')) === 3;
  if (isWhole) spans.push({ start, end });
  else for (let i = start; i < end; i++) spans.push({ start: i, end: i + 1 });
}

const TRACE = /^(?:\s+\S|at |Caused by:|Traceback \(|\.\.\. \d+ more|[\w.$]{1,200}(?:Exception|Error)(?::|$))/;

function isContinuation(line: string, isLed: boolean, stamped: boolean): boolean {
  if (isLed && stamped) return false;
  return TRACE.test(line.length > 300 ? line.slice(0, 300) : line) || (isLed && line !== '');
}
