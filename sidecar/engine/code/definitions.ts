/** A line of a source file, split from the number that a tool put in front. */
export interface CodeLine {
  readonly source: string;
  /** The number with what stands around it; '' when the file is shown without numbers. */
  readonly gutter: string;
  /** The line without gutter and white space around it; '' for a blank one. */
  readonly code: string;
  /** Columns of white space in front; a tab counts as four. Of a blank line: infinitely many, it belongs to any block. */
  readonly indent: number;
}

/** A function or method: its signature and its body by line index, `end` exclusive. */
export interface Definition {
  readonly name: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

const GUTTER = /^\s{0,8}\d{1,7}(?:\t|→|[:|] ?)/;
/** Longest signature, in lines. */
const SIGNATURE_LINES = 12;
/** Longer lines are no signatures; patterns are not tried on them. */
const LONGEST_LINE = 400;

/** Splits a file as a tool shows it. Numbers in front are cut only when nearly every line has one. */
export function readLines(text: string): CodeLine[] {
  const lines = text.split('\n');
  const numbered = lines.reduce((sum, line) => sum + (GUTTER.test(line) ? 1 : 0), 0) >= lines.length * 0.8;
  return lines.map((source) => {
    const gutter = numbered ? (GUTTER.exec(source)?.[0] ?? '') : '';
    const rest = source.slice(gutter.length);
    const code = rest.trim();
    if (code === '') return { source, gutter, code, indent: Number.POSITIVE_INFINITY };
    let indent = 0;
    for (const char of rest) {
      if (char === ' ') indent++;
      else if (char === '\t') indent += 4;
      else break;
    }
    return { source, gutter, code, indent };
  });
}

const NAMED = [
  // def f(, fn f<, func (r *T) f(, fun f(, sub f
  /^(?:(?:pub(?:\([\w:]+\))?|async|unsafe|const|static|private|public|protected|internal|override|suspend|inline|open|final|abstract|export|default|extern(?: "\w+")?)\s+)*(?:def|fn|func|fun|sub)\s+(?:\([^()]{0,80}\)\s*)?(?:self\.)?([A-Za-z_$][\w$]*[?!]?)/,
  // function f(, async function* f(
  /^(?:(?:export|default|async|declare)\s+)*function\s*\*?\s*([A-Za-z_$][\w$]*)/,
  // const f = (…) =>, f = async x =>, const f = function
  /^(?:(?:export|default|public|private|protected|static|readonly)\s+)*(?:(?:const|let|var)\s+)?(?:[\w$]+\.)*([A-Za-z_$#][\w$]*)\s*(?::[^=]{1,200})?=\s*(?:async\s+)?(?:function\b|\(|<|[\w$]+\s*=>)/,
  // exports.f = function is above; f: function(, f: (…) =>
  /^([A-Za-z_$][\w$]*)\s*:\s*(?:async\s+)?(?:function\b|\([^()]{0,200}\)\s*(?::[^=]{1,100})?=>)/,
];
/** f(…) {, async f(…): T {, static Type ns::f(…) const {, @Override public List<T> f(…) throws E {. */
const CALL_LIKE =
  /^((?:[\w$<>[\],:&*?.~@#"-]+\s+|\*)*?)[*&]*((?:[\w$<>]+(?:::|\.))*~?#?[A-Za-z_$][\w$]*)\s*(?:<[^()<>]{0,80}>)?\(/;
const CONTROL =
  /^(?:if|for|while|switch|catch|return|else|do|try|with|elif|except|finally|case|match|loop|unless|when|using|lock|foreach|assert|throw|new|await|yield|delete|typeof|sizeof|super|import|require|class|struct|enum|interface|namespace|module|and|or|not|in|raise|print|lambda|describe|it|test)$/;

/** What the last line of a signature ends with when its keyword says what it is, and when only its shape does. */
const OPENS = /[{:(]$|=>$|\{\s*\/\/.*$|:\s*#.*$|\bdo\b.*$|\)$/;
const OPENS_BRACE = /\{(?:\s*\/\/.*)?$/;

/** The name that a line defines as a function, and how its signature must end; or null. */
function readName(code: string): { readonly name: string; readonly opens: RegExp } | null {
  if (code.length > LONGEST_LINE || /^(?:\/\/|\/\*|\*|#(?!\w+\s*(?:\(|=\s*(?:async\s+)?[(\w]))|--)/.test(code))
    return null;
  for (const pattern of NAMED) {
    const name = pattern.exec(code)?.[1];
    if (name !== undefined) return CONTROL.test(name) ? null : { name, opens: OPENS };
  }
  const found = CALL_LIKE.exec(code);
  if (found === null) return null;
  const before = found[1]!.trim().split(/\s+/);
  if (before.some((word) => CONTROL.test(word)) || /[=;]/.test(found[1]!)) return null;
  const name = found[2]!.split(/::|\./).at(-1)!;
  const isCall = before[0] === '' && found[2]!.includes('.');
  return CONTROL.test(name) || isCall ? null : { name, opens: OPENS_BRACE };
}

/** The last line of a signature: where its parentheses are closed. */
function signatureEnd(lines: readonly CodeLine[], start: number): number | null {
  let depth = 0;
  for (let at = start; at < Math.min(lines.length, start + SIGNATURE_LINES); at++) {
    const { code } = lines[at]!;
    if (code.length > LONGEST_LINE) return null;
    for (const char of code) {
      if (char === '(') depth++;
      else if (char === ')') depth--;
    }
    if (depth <= 0) return at;
  }
  return null;
}

/** Index of the first line behind each line that is not deeper; blank lines belong to the block before them. */
function blockEnds(lines: readonly CodeLine[]): Int32Array {
  const ends = new Int32Array(lines.length).fill(lines.length);
  const open: number[] = [];
  for (const [at, { indent }] of lines.entries()) {
    if (indent === Number.POSITIVE_INFINITY) continue;
    while (open.length > 0 && lines[open.at(-1)!]!.indent >= indent) ends[open.pop()!] = at;
    open.push(at);
  }
  return ends;
}

/** Functions and methods by their signatures and the indentation of what follows; nested ones too. */
export function findDefinitions(lines: readonly CodeLine[]): Definition[] {
  const ends = blockEnds(lines);
  const found: Definition[] = [];
  for (const [start, { code, indent }] of lines.entries()) {
    const named = code === '' ? null : readName(code);
    if (named === null) continue;
    let last = signatureEnd(lines, start);
    if (last === null) continue;
    if (lines[last + 1]?.code === '{' && lines[last + 1]!.indent === indent) last++;
    else if (!named.opens.test(lines[last]!.code)) continue;
    const next = lines[last + 1];
    const isDeeper = next !== undefined && (next.indent > indent || next.code === '');
    if (!isDeeper || lines[last]!.indent > indent + 8) continue;
    // The closing line of a long signature, or a lone brace, is what the body is deeper than.
    let end = lines[last]!.indent === indent ? ends[last]! : ends[start]!;
    while (end > last + 1 && lines[end - 1]!.code === '') end--;
    if (end > last + 1) found.push({ name: named.name, start, body: last + 1, end });
  }
  return found;
}
