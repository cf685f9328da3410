import { type CodeLine, type Definition, findDefinitions, readLines } from './definitions.ts';

/** Gaps of fewer lines stay: a line that stands alone often tells more than its signature. */
const FEWEST_LINES = 2;
/** Types and tables of data from this many lines on are left out, other than those that what was asked for mentions. */
const FEWEST_IN_TABLE = 2;
/** What a line that is left out was. */
const GONE = 1;
const IMPORTED = 2;
/** Comments from this many lines on are left out, other than those of what was asked for. */
const FEWEST_COMMENTS = 2;

export interface Outline {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
}

const IMPORT =
  /^(?:import\b|from\s+\S+\s+import\b|#\s*include\b|use\s+[\w:{]|using\s+[\w.]+\s*;|require(?:_relative)?\b|(?:const|let|var)\s+[^=]{1,200}=\s*require\(|package\s+[\w.]+;?$|export\s+(?:\*|\{[^}]*\})\s+from\b)/;
const TABLE =
  /^(?!.*=>)(?:(?:export|declare|default)\s+)*(?:interface|enum|const\s+enum|type|const|let|var)\s+([A-Za-z_$][\w$]*)\b.{0,300}[{[]$/;
/** What ends a block. */
const CLOSES = /^[)\]}]+[;,]?$/;
const CONTAINER =
  /^(?:(?:export|default|public|private|protected|internal|abstract|final|static|sealed|data|pub(?:\(\w+\))?)\s+)*(?:class|interface|struct|trait|impl|enum|object|module)\s+(?:<[^>]{0,80}>\s*)?([A-Za-z_$][\w$]*)/;

/**
 * A source file as its outline: every signature stays, bodies of functions become "… 24 lines", imports one line; so do
 * types and tables that what was asked for does not mention. What carries one of the names stays whole.
 * @returns null when none of the names is defined here, or when there is nothing to leave out
 */
export function outline(text: string, names: ReadonlySet<string>): Outline | null {
  const lines = readLines(text);
  const definitions = findDefinitions(lines);
  const asked = findAsked(lines, definitions, names);
  if (asked.length === 0) return null;
  const gone = new Uint8Array(lines.length);
  for (const { start, body, end } of definitions) gone.fill(GONE, body, endOf(lines, start, end));
  markImports(lines, gone);
  markComments(lines, gone);
  markDocstrings(lines, definitions, gone);
  markTables(lines, definitions, asked, gone);
  // Signatures inside bodies stay, and what was asked for stays with all it holds.
  for (const { start, body } of definitions) gone.fill(0, start, body);
  for (const { start, end } of asked) gone.fill(0, start, end);
  return write(lines, gone);
}

/** Where the names are defined, decorators and comments above included. */
function findAsked(
  lines: readonly CodeLine[],
  definitions: readonly Definition[],
  names: ReadonlySet<string>,
): { start: number; end: number }[] {
  const asked = definitions.filter(({ name }) => names.has(name)).map(({ start, end }) => ({ start, end: end + 1 }));
  for (const [start, { code, indent }] of lines.entries()) {
    const name = code.length > 400 ? undefined : CONTAINER.exec(code)?.[1];
    if (name === undefined || !names.has(name)) continue;
    let end = start + 1;
    while (end < lines.length && lines[end]!.indent > indent) end++;
    asked.push({ start, end: end + 1 });
  }
  return asked.map(({ start, end }) => ({ start: aboveOf(lines, start), end: Math.min(end, lines.length) }));
}

/** The first line of the comments and decorators that stand directly above. */
function aboveOf(lines: readonly CodeLine[], start: number): number {
  let at = start;
  while (at > 0 && isRemark(lines[at - 1]!.code)) at--;
  return at;
}

const isRemark = (code: string): boolean =>
  /^(?:\/\/|\/\*|\*|#(?!\s*(?:include|define|if|endif|else|pragma)\b|[A-Za-z_$][\w$]*\s*[:=(;?!])|@|--\s)/.test(code);

function markComments(lines: readonly CodeLine[], gone: Uint8Array): void {
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (end < lines.length && isRemark(lines[end]!.code) && !lines[end]!.code.startsWith('@')) end++;
    if (end - at >= FEWEST_COMMENTS) gone.fill(GONE, at, end);
    at = Math.max(at, end - 1);
  }
}

const TRIPLE = /"""|'''/g;
const DOCSTRING = /^[rRuU]?(?:"""|''')/;

/** Strings over several lines that stand alone: what Python has for comments on modules, classes and fields. */
function markDocstrings(lines: readonly CodeLine[], definitions: readonly Definition[], gone: Uint8Array): void {
  const starts = new Set(definitions.map(({ start }) => start));
  for (let at = 0; at < lines.length; at++) {
    const { code } = lines[at]!;
    const quote = openTriple(code);
    if (quote === null) continue;
    let end = at + 1;
    while (end < lines.length && !lines[end]!.code.includes(quote) && !starts.has(end)) end++;
    // A function inside would mean that the quotes were read wrongly.
    if (end === lines.length || starts.has(end)) continue;
    if (DOCSTRING.test(code) && lines[end]!.code.endsWith(quote)) gone.fill(GONE, at, end + 1);
    at = end;
  }
}

/** The quotes of a string that a line opens and does not close. */
function openTriple(code: string): string | null {
  let open: string | null = null;
  for (const [quote] of code.length > 400 ? [] : code.matchAll(TRIPLE)) {
    if (open === null) open = quote;
    else if (open === quote) open = null;
  }
  return open;
}

/** The end of a block with the bracket that closes it. */
function endOf(lines: readonly CodeLine[], start: number, end: number): number {
  const last = lines[end];
  return last !== undefined && last.indent === lines[start]!.indent && CLOSES.test(last.code) ? end + 1 : end;
}

/** Types, enumerations and literals over several lines. */
function markTables(
  lines: readonly CodeLine[],
  definitions: readonly Definition[],
  asked: readonly { readonly start: number; readonly end: number }[],
  gone: Uint8Array,
): void {
  const starts = new Set(definitions.map(({ start }) => start));
  const mentioned = new Set(
    asked.flatMap(({ start, end }) =>
      lines.slice(start, end).flatMap(({ code }) => code.match(/[A-Za-z_$][\w$]*/g) ?? []),
    ),
  );
  for (let at = 0; at < lines.length; at++) {
    const { code, indent } = lines[at]!;
    const name = code.length > 400 || starts.has(at) ? undefined : TABLE.exec(code)?.[1];
    if (name === undefined || mentioned.has(name)) continue;
    let end = at + 1;
    while (end < lines.length && lines[end]!.indent > indent && !starts.has(end)) end++;
    // A literal that holds functions is a module of its own: its signatures are told.
    if (end - at - 1 < FEWEST_IN_TABLE || starts.has(end)) continue;
    gone.fill(GONE, at + 1, endOf(lines, at, end));
    at = end - 1;
  }
}

function markImports(lines: readonly CodeLine[], gone: Uint8Array): void {
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.indent > 0 || !IMPORT.test(lines[at]!.code.slice(0, 300))) continue;
    let end = at + 1;
    // An import over several lines goes on while it is indented, and ends with its bracket.
    if (/[({]$/.test(lines[at]!.code)) {
      while (end < lines.length && lines[end]!.indent > 0 && lines[end]!.code !== '') end++;
      if (/^[)}]/.test(lines[end]?.code ?? '')) end++;
    }
    gone.fill(IMPORTED, at, end);
    at = end - 1;
  }
}

/** Says how a file with numbers in front of its lines is to be read. */
const NUMBERED_HEAD = '[only the first line behind each … shows its number]';

/**
 * Gaps stand at the end of the line above. Where the tool numbers the lines, a number is shown behind each gap only: it
 * tells how many lines the gap hides, and how many follow it.
 */
function write(lines: readonly CodeLine[], gone: Uint8Array): Outline | null {
  const isNumbered = lines.some(({ gutter }) => gutter !== '');
  const out: string[] = isNumbered ? [NUMBERED_HEAD] : [];
  const first = out.length;
  let shown = 0;
  let isBehindGap = true;
  for (const [at, end, isGap] of stretches(lines, gone)) {
    if (isGap) {
      const gap = nameGap(gone.subarray(at, end), isNumbered);
      if (out.length > first) out.push(`${out.pop()!} ${gap}`);
      else out.push(gap);
      isBehindGap = true;
      continue;
    }
    for (const { source, gutter } of lines.slice(at, end)) {
      out.push(isBehindGap && gutter !== '' ? source.trimStart() : source.slice(gutter.length));
      isBehindGap = false;
    }
    shown += end - at;
  }
  return shown === lines.length ? null : { text: out.join('\n'), shown, total: lines.length };
}

/** Gaps and what stays, in turn. Empty lines around a gap say nothing and go with it. */
function* stretches(
  lines: readonly CodeLine[],
  gone: Uint8Array,
): Generator<readonly [from: number, to: number, isGap: boolean]> {
  let from = 0;
  for (let at = 0; at < lines.length; ) {
    let end = at;
    let hidden = 0;
    for (; end < lines.length && (gone[end] !== 0 || lines[end]!.code === ''); end++) if (gone[end] !== 0) hidden++;
    if (hidden >= FEWEST_LINES) {
      if (at > from) yield [from, at, false];
      yield [at, end, true];
      from = end;
    }
    at = Math.max(end, at + 1);
  }
  if (lines.length > from) yield [from, lines.length, false];
}

function nameGap(gone: Uint8Array, isNumbered: boolean): string {
  const imports = !gone.includes(IMPORTED) ? '' : gone.includes(GONE) ? 'imports and more' : 'imports';
  if (isNumbered) return imports === '' ? '…' : `… ${imports}`;
  return `… ${gone.length} lines${imports && ` of ${imports}`}`;
}
