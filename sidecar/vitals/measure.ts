import type { Language } from './languages.ts';
import type { FunctionSpan, Measure } from './types.ts';

/** Lines in a run whose hash stands for it: shorter runs are alike by chance. */
export const RUN_LINES = 8;
/** One of so many hashes is kept, always the same ones: a duplicate of 20 lines has a dozen chances to be found. */
const SAMPLE = 4;
/** Lines of a header in which a program says that it made the file. */
const HEAD = 1500;
const GENERATED =
  /@generated\b|\bcode generated\b[^\n]{0,80}\bdo not edit\b|\bautomatically generated\b|\bauto-generated file\b/i;

/** One line of code. */
interface CodeLine {
  /** Counted from 1. */
  readonly number: number;
  readonly indent: number;
  readonly text: string;
  readonly branches: number;
}

/** Reads off a text what vitals need, line by line; knows no grammar, so it never fails. */
export function measure(text: string, language: Language): Measure {
  const lines = text.split('\n');
  const { code, tests } = readCode(lines, language);
  const unit = findUnit(code);
  const functions = findFunctions(code, language);
  return {
    lines: lines.length - (lines.at(-1) === '' ? 1 : 0) - tests,
    codeLines: code.length,
    complexity: rateComplexity(code, { unit, functions }),
    functions: functions.map(({ name, line, lines: length, branches }) => ({ name, line, lines: length, branches })),
    imports: findImports(lines, language),
    prints: findPrints(code),
    isGenerated: GENERATED.test(text.slice(0, HEAD)),
  };
}

/** Lines that are code, and how many belong to tests among them. */
function readCode(lines: readonly string[], language: Language): { code: CodeLine[]; tests: number } {
  const { comment, test, block } = language;
  const code: CodeLine[] = [];
  let tests = 0;
  let blockEnd: string | null = null;
  let testIndent = -1;
  let isDeclared = false;
  for (const [at, line] of lines.entries()) {
    const text = line.trim();
    const indent = findIndent(line);
    if (blockEnd !== null) {
      if (text.includes(blockEnd)) blockEnd = null;
      if (testIndent >= 0) tests += 1;
      continue;
    }
    blockEnd = block?.(text) ?? null;
    if (testIndent >= 0) {
      tests += 1;
      // The block behind the mark ends with its brace, a declaration without a block with its semicolon.
      const isEnd = text.startsWith('}') || (!isDeclared && text.endsWith(';'));
      if (text !== '' && indent <= testIndent && isEnd) testIndent = -1;
      isDeclared ||= text !== '' && !text.startsWith('#');
    } else if (test?.test(text) === true) {
      tests += 1;
      testIndent = indent;
      isDeclared = false;
    } else if (text !== '' && !comment.test(text))
      code.push({ number: at + 1, indent, text, branches: countBranches(text, language) });
  }
  return { code, tests };
}

/** Columns in front of a line; a tab counts four. */
function findIndent(line: string): number {
  let indent = 0;
  for (const sign of line) {
    if (sign === '\t') indent += 4;
    else if (sign === ' ') indent += 1;
    else break;
  }
  return indent;
}

/** Columns of one level: the smallest step that is common. */
function findUnit(code: readonly CodeLine[]): number {
  const steps = new Map<number, number>();
  for (let at = 1; at < code.length; at++) {
    const step = code[at]!.indent - code[at - 1]!.indent;
    if (step >= 2 && step <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const common = Math.max(0, ...steps.values()) / 3;
  return Math.min(...[...steps].filter(([, count]) => count >= common).map(([step]) => step), 8);
}

function countBranches(text: string, { branch }: Language): number {
  // Words in strings and in a comment at the end of the line do not branch.
  const bare = !/["'`]|\/\//.test(text)
    ? text
    : text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\s\/\/.*$/g, '""');
  branch.lastIndex = 0;
  let count = 0;
  while (branch.exec(bare) !== null) count++;
  return count;
}

interface OpenSpan extends FunctionSpan {
  readonly indent: number;
  /** Its last line, counted from 1. */
  readonly end: number;
}

/**
 * Functions by their first line, up to the next line that is indented as little (a closing brace belongs to it). Their length
 * is that of their code: a docstring of a hundred lines makes no function hard to read.
 */
function findFunctions(code: readonly CodeLine[], language: Language): OpenSpan[] {
  const spans: OpenSpan[] = [];
  for (const [at, { indent, text, number }] of code.entries()) {
    const match = language.function.exec(text);
    if (match === null) continue;
    const name = match.slice(1).find((group) => group !== undefined) ?? '';
    let last = at;
    let branches = 0;
    for (let next = at + 1; next < code.length; next++) {
      const line = code[next]!;
      // The parameters of a long signature end, and some bodies begin, with a line that is indented like the first.
      const goesOn = line.indent > indent || /^[)\]}>{]/.test(line.text) || language.label?.test(line.text) === true;
      if (!goesOn) break;
      last = next;
      branches += line.branches;
      if (line.indent <= indent && /^\}/.test(line.text) && !/\{$/.test(line.text)) break;
    }
    const lines = last - at + 1;
    if (lines > 1) spans.push({ name, line: number, lines, branches, indent, end: code[last]!.number });
  }
  return spans;
}

/** Branches, each with one more for every level that it is nested within its function (or within the file). */
function rateComplexity(
  code: readonly CodeLine[],
  { unit, functions }: { unit: number; functions: readonly OpenSpan[] },
): number {
  let total = 0;
  let next = 0;
  const open: OpenSpan[] = [];
  for (const { number, indent, branches } of code) {
    while (next < functions.length && functions[next]!.line <= number) open.push(functions[next++]!);
    while (open.length > 0 && open.at(-1)!.end < number) open.pop();
    if (branches === 0) continue;
    const base = (open.at(-1)?.indent ?? 0) + unit;
    total += branches + Math.min(6, Math.max(0, Math.round((indent - base) / unit)));
  }
  return total;
}

/** Also from tests among the code, which need packages of their own. */
function findImports(lines: readonly string[], { imports, comment }: Language): string[] {
  if (imports === null) return [];
  const found = new Set<string>();
  for (const line of lines) {
    const text = line.trim();
    if (text === '' || comment.test(text)) continue;
    for (const match of text.matchAll(imports)) found.add(match.slice(1).find((name) => name) ?? '');
  }
  found.delete('');
  return [...found];
}

/** Hashes of runs of lines as they are without indentation; lines of brackets alone and imports say nothing. */
function findPrints(code: readonly CodeLine[]): number[] {
  const lines = code.filter(
    ({ text }) => text.length > 3 && !/^(?:import|from|use|using|#include|package)\b/.test(text),
  );
  const hashes = lines.map(({ text }) => hashText(text));
  const prints: number[] = [];
  for (let at = 0; at + RUN_LINES <= lines.length; at++) {
    let hash = 0;
    for (let step = 0; step < RUN_LINES; step++) hash = (Math.imul(hash, 31) + hashes[at + step]!) | 0;
    if ((hash >>> 0) % SAMPLE === 0) prints.push(hash >>> 0, lines[at]!.number);
  }
  return prints;
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
