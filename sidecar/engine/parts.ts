import { isRecordFile } from './code/record-file.ts';
import { type Separator, separatorsOf } from './echoes.ts';
import { shownFile } from './editable.ts';
import { scoreHtml } from './html/kind.ts';
import { skipJson } from './json/read.ts';
import { asksForNames } from './search/signs.ts';
import type { Hint } from './types.ts';

/** A stretch of a tool result that came from one place. All parts together are the text. */
export interface Part {
  readonly text: string;
  /** title: a line that names what follows; it stays as it is. */
  readonly kind: 'title' | 'plain' | 'json' | 'diff';
  /** What is known better of this part than of the whole. */
  readonly hint?: Partial<Hint>;
}

/** Shorter stretches are no part of their own: they stay with what stands in front of them. */
const MIN_PART = 200;
/** A second kind in less than this share of the text is left to the compressor of the first. */
const MIN_OTHER = 0.1;
/** More changes of kind than this are one kind that looks like two. */
const MOST_PARTS = 16;
const MOST_TITLES = 200;
/** Longer command lines are scripts; only their beginning is looked at. */
const LONGEST_LINE_OF_COMMANDS = 2000;
/** All failed readings of JSON together may read this much of the text. */
const MAX_REREAD = 1;
/** So many paths in a row are what a command listed. */
const FEWEST_PATHS = 20;
const PATH_LINE = /^(?:\.{0,2}\/)?[\w.@+~-]+(?:\/[\w.@+~-]+)*$/;
const FILE_TITLE = /^==> (\S.{0,300}?) <==$/;
const DIFF_LINE =
  /^(?:[ +\-\\]|@@ |diff --git |index [0-9a-f]|(?:new|deleted) file mode |old mode |new mode |similarity index |dissimilarity index |rename (?:from|to) |copy (?:from|to) |Binary files |GIT binary patch|$)/;

/**
 * Takes the output of several commands apart: at titles that `head` and `tail` print, at what the command line itself
 * echoes, and where JSON or a diff begins and ends. Null when it is all of one piece. Linear; looks at line starts only.
 * @param named only titles count, not what the text looks like
 */
export function splitParts(text: string, hint: Hint, named: boolean): readonly Part[] | null {
  const titled = splitAtTitles(text, hint);
  if (titled === null) return named ? null : splitByKind(text, hint);
  if (named) return titled;
  return titled.flatMap((part) => {
    if (part.kind === 'title') return [part];
    const inner = splitByKind(part.text, narrowHint(hint, part));
    return inner === null ? [part] : inner.map((one) => ({ ...one, ...(part.hint && { hint: part.hint }) }));
  });
}

/** What is known of a part. Spelled out, because a hint may find its terms only when it is asked. */
export function narrowHint(whole: Hint, { hint = {} }: Part): Hint {
  const { tool = whole.tool, command = whole.command, path = whole.path } = hint;
  return { tool, command, path, question: whole.question, terms: whole.terms };
}

function splitAtTitles(text: string, hint: Hint): Part[] | null {
  const separators = separatorsOf(hint.command);
  const hasFiles = text.startsWith('==> ') || text.includes('\n==> ');
  if (separators.length === 0 && !hasFiles) return null;
  const parts: Part[] = [];
  let from = 0;
  let known: Partial<Hint> | undefined;
  let titles = 0;
  const close = (to: number) => {
    if (to > from) parts.push({ text: text.slice(from, to), kind: 'plain', ...(known && { hint: known }) });
  };
  for (const [start, end] of lines(text)) {
    if (end - start > 400) continue;
    const line = text.slice(start, end).trim();
    const found = readTitle(line, separators);
    if (found === null) continue;
    if (++titles > MOST_TITLES) return null;
    close(start);
    from = Math.min(end + 1, text.length);
    parts.push({ text: text.slice(start, from), kind: 'title' });
    known = found;
  }
  close(text.length);
  const bodies = parts.filter((part) => part.kind !== 'title' && part.text.length >= MIN_PART);
  return titles === 0 || bodies.length === 0 ? null : parts;
}

function readTitle(line: string, separators: readonly Separator[]): Partial<Hint> | null {
  if (line === '') return null;
  const file = FILE_TITLE.exec(line)?.[1];
  if (file !== undefined) return { tool: 'read', command: '', path: file };
  for (const one of separators) {
    const rest = one.match(line);
    if (rest !== null) return one.hintFor(rest);
  }
  return null;
}

function splitByKind(text: string, hint: Hint): Part[] | null {
  // The scripts of a page hold JSON line by line; a page is one thing.
  if (text.length < MIN_PART * 2 || scoreHtml(text, hint) > 0) return null;
  const files = shownFiles(hint.command);
  const lister = listerOf(hint);
  const spans: Span[] = [];
  let read = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let end = -1;
    if ((code === 123 || code === 91) && read <= text.length * MAX_REREAD) {
      const json = skipJson(text, at);
      read += json.isThere ? 0 : json.end - at;
      if (json.isThere && /^[^\S\n]*(?:\n|$)/.test(text.slice(json.end, json.end + 80))) end = json.end;
      // A file that may be edited next must stay as it is.
      if (end >= 0 && !files.every((path) => isRecordFile(text.slice(at, end), path, hint.question))) end = -1;
    }
    const isDiff = end < 0 && code === 100 && text.startsWith('diff --git ', at);
    if (isDiff) end = endOfDiff(text, at);
    const paths = end < 0 && lister !== null ? endOfPaths(text, at) : -1;
    const next = paths >= 0 ? paths : lineAfter(text, end < 0 ? at : end);
    if (paths >= 0) addSpan(spans, { from: at, to: next, kind: 'plain', hint: { command: lister! } });
    if (end >= 0) addSpan(spans, { from: at, to: next, kind: isDiff ? 'diff' : 'json' });
    if (spans.length > MOST_PARTS * 4) return null;
    at = next;
  }
  return joinSpans(
    text,
    spans.filter(({ from, to }) => to - from >= MIN_PART),
  );
}

interface Span {
  readonly from: number;
  to: number;
  readonly kind: Exclude<Part['kind'], 'title'>;
  readonly hint?: Partial<Hint>;
}

/** The command that lists names, where others print something before or behind it; null otherwise. */
function listerOf(hint: Hint): string | null {
  const commands = hint.command.slice(0, LONGEST_LINE_OF_COMMANDS).split(/&&|\|\||[;\n]/);
  if (commands.length < 2) return null;
  return commands.map((one) => one.trim()).find((command) => asksForNames({ ...hint, tool: '', command })) ?? null;
}

/** Where a run of lines that are nothing but paths ends; -1 when there is none of some length. */
function endOfPaths(text: string, from: number): number {
  let end = from;
  let count = 0;
  for (const [start, stop] of lines(text, from)) {
    if (stop - start > 300 || !PATH_LINE.test(text.slice(start, stop))) break;
    end = Math.min(stop + 1, text.length);
    count++;
  }
  return count < FEWEST_PATHS ? -1 : end;
}

/** JSON line by line is one part. */
function addSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.kind === span.kind && last.to === span.from) last.to = span.to;
  else spans.push(span);
}

function joinSpans(text: string, spans: readonly Span[]): Part[] | null {
  const parts: Part[] = [];
  let from = 0;
  for (const span of spans) {
    if (span.from > from) parts.push({ text: text.slice(from, span.from), kind: 'plain' });
    parts.push({ text: text.slice(span.from, span.to), kind: span.kind, ...(span.hint && { hint: span.hint }) });
    from = span.to;
  }
  if (from < text.length) parts.push({ text: text.slice(from), kind: 'plain' });
  const sizes = new Map<string, number>();
  for (const { kind, hint, text: one } of parts) {
    const name = hint === undefined ? kind : 'list';
    sizes.set(name, (sizes.get(name) ?? 0) + one.length);
  }
  const others = text.length - Math.max(...sizes.values());
  // A diff at either end came from a command of its own, however short it is; one in the middle may be quoted by a log.
  const isSure = spans.some(({ kind, from: start, to }) => kind === 'diff' && (start === 0 || to === text.length));
  const fewest = isSure ? MIN_PART : Math.max(MIN_PART, text.length * MIN_OTHER);
  return parts.length < 2 || parts.length > MOST_PARTS || others < fewest ? null : parts;
}

function endOfDiff(text: string, from: number): number {
  let end = from;
  for (const [start, stop] of lines(text, from)) {
    const line = text.slice(start, Math.min(stop, start + 40));
    if (!DIFF_LINE.test(line)) break;
    end = stop;
  }
  return end;
}

/** The files that the commands of the line print. */
function shownFiles(command: string): string[] {
  return command
    .slice(0, LONGEST_LINE_OF_COMMANDS)
    .split(/&&|\|\||[;\n]/)
    .flatMap((one) => shownFile(one) ?? []);
}

function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

function* lines(text: string, from = 0): Generator<readonly [start: number, end: number]> {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield [start, end];
    start = end + 1;
  }
}
