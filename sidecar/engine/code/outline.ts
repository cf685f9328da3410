import { type CodeLine, type Definition, findDefinitions, readLines } from './definitions.ts';

/** Gaps of fewer lines stay: the gap's own line costs as much. */
const FEWEST_LINES = 2;
/** Types and tables of data from this many lines on are left out, other than those that what was asked for mentions. */
const FEWEST_IN_TABLE = 4;

/** Comments from this many lines on are left out, other than those of what was asked for. */
const FEWEST_COMMENTS = 4;

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
  for (const { start, body, end } of definitions) gone.fill(1, body, endOf(lines, start, end));
  markImports(lines, gone);
  markComments(lines, gone);
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
  /^(?:\/\/|\/\*|\*|#(?!\s*(?:include|define|if|endif|else|pragma)\b)|@|--\s)/.test(code);

function markComments(lines: readonly CodeLine[], gone: Uint8Array): void {
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (end < lines.length && isRemark(lines[end]!.code) && !lines[end]!.code.startsWith('@')) end++;
    if (end - at >= FEWEST_COMMENTS) gone.fill(1, at, end);
    at = Math.max(at, end - 1);
  }
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
    gone.fill(1, at + 1, endOf(lines, at, end));
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
    gone.fill(1, at, end);
    at = end - 1;
  }
}

function write(lines: readonly CodeLine[], gone: Uint8Array): Outline | null {
  const out: string[] = [];
  let shown = 0;
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && gone[end] === 1) end++;
    if (end - at < FEWEST_LINES) {
      end = Math.max(end, at + 1);
      for (; at < end; at++, shown++) out.push(lines[at]!.source);
      continue;
    }
    const { indent, code } = lines[at]!;
    const areImports = IMPORT.test(code.slice(0, 300)) && indent === 0;
    // An empty line behind a gap says nothing.
    while (!areImports && end < lines.length && lines[end]!.code === '') end++;
    const what = areImports ? 'lines of imports' : 'lines';
    out.push(`${' '.repeat(Number.isFinite(indent) ? Math.min(indent, 12) : 0)}… ${end - at} ${what}`);
    at = end;
  }
  return shown === lines.length ? null : { text: out.join('\n'), shown, total: lines.length };
}
