import { severityOf } from './log/levels.ts';
import type { Hint } from './types.ts';

/** Lines at either end that say what the output is and how it ended. */
const ENDS = 4;
/** Shorter texts have too little to leave out. */
const LEAST_LINES = 20;
/** A word of the question that is shorter stands in too many lines to tell one. */
const LEAST_TERM = 4;

/** What is left of an old output, in its own lines. */
export interface Brief {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
}

/**
 * The lines of an old output that are worth keeping when it has been read and acted upon: both ends, errors, what was asked
 * for, warnings, in this order as far as the budget goes. Every gap says how many lines it hides. Whole lines stay or go.
 * @param budget tokens; @param estimate tokens of a text
 * @returns null when the text is too short, or its ends alone are over the budget
 */
export function makeBrief(
  text: string,
  hint: Hint,
  { budget, estimate }: { budget: number; estimate: (text: string) => number },
): Brief | null {
  const lines = text.split('\n');
  if (lines.length < LEAST_LINES) return null;
  const terms = listTerms(hint);
  const ranks: number[][] = [[], [], [], []];
  for (const [at, line] of lines.entries()) ranks[rankOf(line, at, { total: lines.length, terms })]?.push(at);
  const kept = new Set<number>();
  let left = budget;
  for (const [rank, places] of ranks.entries()) {
    for (const at of places) {
      const cost = estimate(lines[at]!) + 2;
      if (cost <= left) {
        left -= cost;
        kept.add(at);
      } else if (rank === 0) return null;
    }
  }
  if (kept.size === lines.length) return null;
  return { text: writeKept(lines, kept), shown: kept.size, total: lines.length };
}

/** What was asked for, as far as it can tell a line. */
export function listTerms(hint: Hint): readonly string[] {
  return hint.terms.filter((term) => term.length >= LEAST_TERM);
}

/** 0 to 3, the most wanted first; 4: nobody asked for it. */
export function rankOf(
  line: string,
  at: number,
  { total, terms }: { total: number; terms: readonly string[] },
): number {
  if (at < ENDS || at >= total - ENDS) return 0;
  if (line.trim() === '') return 4;
  const severity = severityOf(line);
  if (severity === 3) return 1;
  const lower = line.toLowerCase();
  if (terms.some((term) => lower.includes(term))) return 2;
  return severity === 2 ? 3 : 4;
}

/** The kept lines, and in place of each gap how many lines it hides. */
export function writeKept(lines: readonly string[], kept: ReadonlySet<number>): string {
  const out: string[] = [];
  let hidden = 0;
  const close = (): void => {
    if (hidden > 0) out.push(`… ${hidden} line${hidden === 1 ? '' : 's'}`);
    hidden = 0;
  };
  lines.forEach((line, at) => {
    if (!kept.has(at)) {
      hidden++;
      return;
    }
    close();
    out.push(line);
  });
  close();
  return out.join('\n');
}
