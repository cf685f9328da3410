import type { Json } from '../types.ts';
import { conflict, cut, findEol } from './text.ts';
import type { Editor, EditUndo, Target } from './types.ts';

/** How one kind of file sets a variable. */
export interface Dialect {
  format(name: string, value: string): string;
  /** Finds assignments of a variable outside of our block; group 1–3: the value. */
  pattern(name: string): RegExp;
}

const quoted = `(?:'([^'\\n]*)'|"([^"\\n]*)"|([^\\s;#'"]*))`;

export const sh: Dialect = {
  format: (name, value) => `export ${name}=${quote(value)}`,
  pattern: (name) => new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}=${quoted}`, 'gm'),
};
export const fish: Dialect = {
  format: (name, value) => `set -gx ${name} ${quote(value)}`,
  pattern: (name) => new RegExp(`^[ \\t]*set[ \\t]+(?:-\\w+[ \\t]+|--\\w+[ \\t]+)*${name}[ \\t]+${quoted}`, 'gm'),
};
export const powershell: Dialect = {
  format: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  pattern: (name) => new RegExp(`^[ \\t]*\\$env:${name}[ \\t]*=[ \\t]*${quoted}`, 'gim'),
};
export const dotenv: Dialect = {
  format: (name, value) => `${name}=${/^[\w:/.@+-]*$/.test(value) ? value : JSON.stringify(value)}`,
  pattern: (name) => new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*${quoted}`, 'gm'),
};

/**
 * Variables in a fenced block at the end of a file, so that ours count and those above stay as they are:
 *   # >>> headroom:<id> >>>
 *   # <<< headroom:<id> <<<
 * A person can take the block out by hand.
 */
export function makeBlockEditor(dialect: Dialect): Editor {
  return {
    read(text, target) {
      const line = readInside(text, target, dialect);
      return line ?? readOutside(text, target, dialect);
    },
    standing: (text, target) => readOutside(text, target, dialect),
    set(text, target, value) {
      const line = dialect.format(nameOf(target), String(value));
      const fence = findFence(text, target.owner);
      const eol = findEol(text);
      if (fence === null) return addFence(text, target, { line, value, eol });
      const standing = findOwnLine(fence, target, dialect);
      const undo: EditUndo = { ours: value, previous: null, made: 0, scraps: '' };
      if (standing?.text === line) return { text, undo };
      if (standing !== undefined) return { text: cut(text, standing.start, standing.end, line), undo };
      return { text: cut(text, fence.close, fence.close, line + eol), undo };
    },
    unset(text, target, undo) {
      const fence = findFence(text, target.owner);
      const own = fence === null ? undefined : findOwnLine(fence, target, dialect);
      if (fence === null || own === undefined) return fence === null ? text : dropIfEmpty(text, fence, undo);
      if (own.text !== dialect.format(nameOf(target), String(undo.ours))) return null;
      const rest = cut(text, own.start, own.end + own.eol.length);
      return dropIfEmpty(rest, findFence(rest, target.owner)!, undo);
    },
  };
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** In front of the line ending. */
  readonly end: number;
  readonly eol: string;
}

interface Fence {
  readonly start: number;
  /** Where the closing line begins. */
  readonly close: number;
  /** Behind the closing line. */
  readonly end: number;
  readonly lines: readonly Line[];
}

function nameOf({ path }: Target): string {
  const [name] = path;
  if (name === undefined || path.length !== 1) throw new TypeError('a variable has one name');
  return name;
}

/** @throws AppError client.conflict when only half of the fence is there. */
function findFence(text: string, owner: string): Fence | null {
  const lines = readLines(text);
  const first = lines.findIndex((line) => line.text.trim() === `# >>> headroom:${owner} >>>`);
  const last = lines.findIndex((line, at) => at > first && line.text.trim() === `# <<< headroom:${owner} <<<`);
  if (first < 0 && last < 0) return null;
  if (first < 0 || last < 0) {
    throw conflict(`Only half of the block "headroom:${owner}" is there: one of its two fence lines is missing.`);
  }
  const closing = lines[last]!;
  return {
    start: lines[first]!.start,
    close: closing.start,
    end: closing.end + closing.eol.length,
    lines: lines.slice(first + 1, last),
  };
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/([^\n]*?)(\r?\n|$)/g)) {
    if (match[0] === '') continue;
    const [, line = '', eol = ''] = match;
    lines.push({ text: line, start: match.index, end: match.index + line.length, eol });
  }
  return lines;
}

function findOwnLine(fence: Fence, target: Target, dialect: Dialect): Line | undefined {
  const pattern = dialect.pattern(nameOf(target));
  return fence.lines.find(({ text }) => text.search(pattern) === 0);
}

function readInside(text: string, target: Target, dialect: Dialect): Json | undefined {
  const fence = findFence(text, target.owner);
  const line = fence === null ? undefined : findOwnLine(fence, target, dialect);
  return line === undefined ? undefined : lastValue(line.text, nameOf(target), dialect);
}

function readOutside(text: string, target: Target, dialect: Dialect): Json | undefined {
  const fence = findFence(text, target.owner);
  const rest = fence === null ? text : cut(text, fence.start, fence.end);
  return lastValue(rest, nameOf(target), dialect);
}

function lastValue(text: string, name: string, dialect: Dialect): string | undefined {
  const match = [...text.matchAll(dialect.pattern(name))].at(-1);
  return match === undefined ? undefined : (match[1] ?? match[2] ?? match[3] ?? '');
}

function addFence(
  text: string,
  target: Target,
  { line, value, eol }: { line: string; value: Json; eol: string },
): ReturnType<Editor['set']> {
  const { owner } = target;
  const lead = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const block = [`# >>> headroom:${owner} >>>`, line, `# <<< headroom:${owner} <<<`, ''].join(eol);
  return { text: text + lead + block, undo: { ours: value, previous: null, made: 1, scraps: lead } };
}

/** Lines that somebody put between our fences stay, without the fences. */
function dropIfEmpty(text: string, fence: Fence, undo: EditUndo): string {
  if (undo.made === 0) return text;
  const kept = fence.lines.map((line) => text.slice(line.start, line.end + line.eol.length)).join('');
  const hasLead = undo.scraps !== '' && text.slice(0, fence.start).endsWith(undo.scraps);
  const start = fence.start - (hasLead ? undo.scraps.length : 0);
  // Without the blank line the next one would run into what stands above, if that has no line ending of its own.
  const isBare = hasLead && kept + text.slice(fence.end) !== '' && !/(^|\n)$/.test(text.slice(0, start));
  return cut(text, isBare ? fence.start : start, fence.end, kept);
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
