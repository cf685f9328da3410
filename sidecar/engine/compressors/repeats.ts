import { foldBlocks } from '../log/blocks.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** In plain text three equal lines are a block; in code they are a closing bracket or a licence header. */
const LEAST_LINES = 3;
const LEAST_LINES_IN_CODE = 12;
/** Share of lines that end like statements from which a text counts as code. */
const CODE_SHARE = 0.4;
const STATEMENT = /[;{}(),:[\]]\s*$/;
const SAMPLE = 200;
/** In a diff every line must stand where it belongs. */
const DIFF = /^(?:diff --git |@@ -\d)/m;

/** Repeated lines and blocks of one text as counts and references to where they stood before. Lossless. */
export const repeats = {
  id: 'repeats',
  stage: 'fold',

  /** A last resort for anything that has lines; whether something repeats is found out by folding. */
  score(text: string, _hint: Hint): number {
    return hasLines(text) && !DIFF.test(text.slice(0, 20_000)) ? 0.5 : 0;
  },

  compress(text: string, _hint: Hint, goal: Goal): Compressed | null {
    if (!hasLines(text)) return null;
    const lines = text.split('\n');
    const folded = foldBlocks(lines, {
      leastLines: looksLikeCode(lines) ? LEAST_LINES_IN_CODE : LEAST_LINES,
    });
    if (folded === null) return null;
    const shorter = folded.join('\n');
    return goal.estimate(shorter) < goal.estimate(text) ? { text: shorter } : null;
  },
} as const satisfies Compressor;

/** At least eight lines, and no binary data. */
function hasLines(text: string): boolean {
  let at = -1;
  for (let i = 0; i < 7; i++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return false;
  }
  return !text.includes('\0');
}

function looksLikeCode(lines: readonly string[]): boolean {
  let seen = 0;
  let statements = 0;
  const step = Math.max(1, Math.floor(lines.length / SAMPLE));
  for (let i = 0; i < lines.length; i += step) {
    const line = lines[i]!;
    if (line.trim() === '') continue;
    seen++;
    if (STATEMENT.test(line.slice(-200))) statements++;
  }
  return statements > seen * CODE_SHARE;
}
