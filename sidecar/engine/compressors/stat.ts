import { findCommitHeads, foldCommitHeads } from '../diff/commit-heads.ts';
import { foldStats, statShare } from '../diff/stat-text.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Only this much of the text is looked at to guess its kind. */
const SAMPLE_CHARS = 16_384;
/** Share of the lines that summaries must make up: with long messages it is small, in the midst of hunks it is none. */
const LEAST_SHARE = 0.2;
const HAS_SUMMARY = /^ \d{1,7} files? changed/m;
const HAS_HUNK = /^@@ -\d/m;
/** A log of commits begins with one; of so many something may be said twice. */
const BEGINS_WITH_COMMIT = /^\s{0,4}commit [0-9a-f]{40}/;
const LEAST_COMMITS = 4;

/**
 * Summaries of changes (git log --stat, git show --stat, git diff --stat, git pull) and logs of commits. Lossless: bars
 * become counts, people and days are named where they change.
 */
export const stat = {
  id: 'stat',
  stage: 'shape',

  score(text: string, _hint: Hint): number {
    const sample = text.slice(0, SAMPLE_CHARS);
    if (HAS_HUNK.test(sample)) return 0;
    const lines = sample.split('\n');
    if (BEGINS_WITH_COMMIT.test(sample) && findCommitHeads(lines).length >= LEAST_COMMITS) return 0.85;
    return HAS_SUMMARY.test(sample) && statShare(lines) >= LEAST_SHARE ? 0.85 : 0;
  },

  compress(text: string, _hint: Hint, _goal: Goal): Compressed | null {
    const lines = text.split('\n');
    const told = foldCommitHeads(lines) ?? lines;
    const folded = (foldStats(told) ?? told).join('\n');
    return folded.length >= text.length ? null : { text: folded };
  },
} as const satisfies Compressor;
