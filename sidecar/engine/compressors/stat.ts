import { foldStats, statShare } from '../diff/stat-text.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Only this much of the text is looked at to guess its kind. */
const SAMPLE_CHARS = 16_384;
/** Share of the lines that summaries must make up: with long messages it is small, in the midst of hunks it is none. */
const LEAST_SHARE = 0.2;
const HAS_SUMMARY = /^ \d{1,7} files? changed/m;
const HAS_HUNK = /^@@ -\d/m;

/** Summaries of changes: git log --stat, git show --stat, git diff --stat, git pull. Lossless: bars become counts. */
export const stat = {
  id: 'stat',
  stage: 'shape',

  score(text: string, _hint: Hint): number {
    const sample = text.slice(0, SAMPLE_CHARS);
    if (!HAS_SUMMARY.test(sample) || HAS_HUNK.test(sample)) return 0;
    return statShare(sample.split('\n')) >= LEAST_SHARE ? 0.85 : 0;
  },

  compress(text: string, _hint: Hint, _goal: Goal): Compressed | null {
    const folded = foldStats(text.split('\n'))?.join('\n');
    return folded === undefined || folded.length >= text.length ? null : { text: folded };
  },
} as const satisfies Compressor;
