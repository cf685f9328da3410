import { runInNewContext } from 'node:vm';
import { AppError } from '../contract/errors.ts';

/** Line numbers, counted from 1, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A pattern that needs longer than this on one original backtracks without end. Milliseconds. */
const SEARCH_TIMEOUT_MS = 2000;

/** The bytes of these lines as they stand, line ends included. */
export function pickLines(text: string, range: LineRange): string {
  const start = findLineStart(text, range.from);
  if (start === -1) return '';
  const end = range.to === Number.POSITIVE_INFINITY ? -1 : findLineStart(text, range.to - range.from + 2, start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** Offset of the n-th line at or behind `from`, or -1 when there are fewer. */
function findLineStart(text: string, n: number, from = 0): number {
  let at = from;
  for (let line = 1; line < n; line++) {
    const end = text.indexOf('\n', at);
    if (end === -1 || end === text.length - 1) return -1;
    at = end + 1;
  }
  return at;
}

/**
 * The lines that match, each as "number:line\n".
 * @throws AppError cli.usage when the pattern takes too long: it comes from outside and may backtrack without end, and
 * only a context with a time limit can be stopped while a regular expression runs.
 */
export function searchLines(
  text: string,
  pattern: RegExp,
  range: LineRange = { from: 1, to: Number.POSITIVE_INFINITY },
): string {
  const search = () => {
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    let found = '';
    for (let i = range.from; i <= Math.min(range.to, lines.length); i++) {
      const line = lines[i - 1] ?? '';
      if (pattern.test(line)) found += `${i}:${line}\n`;
    }
    return found;
  };
  try {
    return runInNewContext('search()', { search }, { timeout: SEARCH_TIMEOUT_MS }) as string;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new AppError('cli.usage', `--grep took longer than ${SEARCH_TIMEOUT_MS / 1000} s and was stopped.`, {
      hint: 'Use a simpler pattern: nested repetitions like (a+)+ never end on some lines.',
      cause: error,
    });
  }
}
