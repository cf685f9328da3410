import { runInNewContext } from 'node:vm';
import { AppError } from '../contract/errors.ts';

/**
 * Characters of one answer. Claude Code refuses tool results of an MCP server beyond 25,000 tokens; at three characters
 * a token, dense for logs and JSON, this stays below.
 */
export const MAX_ANSWER_CHARS = 60_000;

/** A pattern that needs longer than this on one original backtracks without end. Milliseconds. */
const GREP_TIMEOUT_MS = 500;

/** Lines of a text, counted from 1, and where they end. */
export interface Excerpt {
  /** The lines as they stand, joined by LF; byte for byte the text when all are there. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  /** True when the last line shown was cut inside, because it alone is longer than an answer may be. */
  readonly isCut: boolean;
}

/**
 * Lines `from` to `to` as far as they fit into one answer.
 * @param range 1-based, both ends included; bounds beyond the text are moved to its ends
 */
export function takeLines(text: string, range: { from: number; to: number }, maxChars = MAX_ANSWER_CHARS): Excerpt {
  const lines = text.split('\n');
  const from = Math.min(lines.length, Math.max(1, range.from));
  const last = Math.min(lines.length, Math.max(from, range.to));
  let to = from;
  let length = lines[from - 1]!.length;
  while (to < last && length + 1 + lines[to]!.length <= maxChars) {
    length += 1 + lines[to]!.length;
    to++;
  }
  const taken = lines.slice(from - 1, to).join('\n');
  const isCut = taken.length > maxChars;
  return { text: isCut ? taken.slice(0, maxChars) : taken, from, to, total: lines.length, isCut };
}

/**
 * Lines that match, each as "number:line", as far as they fit into one answer; and how many match in all.
 * @throws AppError api.invalid when the pattern is malformed or backtracks without end.
 */
export function grepLines(
  text: string,
  pattern: string,
  range: { from: number; to: number },
  maxChars = MAX_ANSWER_CHARS,
): { text: string; shown: number; total: number } {
  const lines = text.split('\n');
  const candidates = lines.slice(range.from - 1, range.to);
  // A context of its own, because only there V8 can stop a regular expression that runs for ever.
  const script = `const re = new RegExp(source, flags); const found = [];
    for (let at = 0; at < lines.length; at++) if (re.test(lines[at])) found.push(at); found.join(',')`;
  const ignoresCase = pattern.startsWith('(?i)');
  const context = {
    lines: candidates,
    source: ignoresCase ? pattern.slice(4) : pattern,
    flags: ignoresCase ? 'i' : '',
  };
  const found = String(runBounded(script, context));
  const numbers = found === '' ? [] : found.split(',').map(Number);
  let shown = 0;
  let answer = '';
  for (const at of numbers) {
    const line = `${range.from + at}:${candidates[at]}\n`;
    if (answer.length + line.length > maxChars) break;
    answer += line;
    shown++;
  }
  return { text: answer, shown, total: numbers.length };
}

function runBounded(script: string, context: object): unknown {
  try {
    return runInNewContext(script, context, { timeout: GREP_TIMEOUT_MS });
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const slow = code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw new AppError('api.invalid', slow ? 'The pattern took too long.' : `The pattern is malformed: ${message}.`, {
      hint: slow ? 'Use a simpler expression.' : 'Escape special characters, or search for a plain word.',
      cause: error,
    });
  }
}
