import { expandHeads, formatHeads } from '../diff/heads.ts';
import { isFile, parseDiff } from '../diff/parse.ts';
import { trimDiff } from '../diff/trim.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Below this many tokens the context of a diff costs less than telling that it is gone. */
const LOSSY_FLOOR_TOKENS = 120;
/** What the engine's note on a lossy text costs. */
const NOTE_TOKENS = 45;
/** Share of the lines that must belong to files of a diff when the command does not say that it is one. */
const MIN_SHARE = 0.5;
/** Only this much of the text is looked at to guess its kind. */
const SAMPLE_CHARS = 16_384;
/** Share of a text that may stand in front of its first file. */
const MAX_FRONT = 0.5;
const HAS_DIFF = /^(?:diff --(?:git|cc|combined) |--- |@@ -)/m;

/** Unified diffs: git diff, git show, git log -p, diff -u, combined diffs. */
export const diff: Compressor = {
  id: 'diff',
  stage: 'shape',

  score(text: string, hint: Hint): number {
    // A summary (--stat) or a long message may stand in front of the first file.
    const first = text.startsWith('diff --') ? 0 : text.indexOf('\ndiff --git ') + 1;
    const start = first > SAMPLE_CHARS / 2 && first < text.length * MAX_FRONT ? first : 0;
    const sample = text.slice(start, start + SAMPLE_CHARS);
    if (!HAS_DIFF.test(sample)) return 0;
    const parts = parseDiff(sample);
    let inside = 0;
    let outside = 0;
    for (const part of parts) {
      if (isFile(part))
        inside += part.file.head.length + part.file.hunks.reduce((sum, hunk) => sum + hunk.lines.length + 1, 0);
      else outside += part.text.filter((line) => line !== '').length;
    }
    if (inside === 0) return 0;
    const asked = /\bdiff\b|\bgit\b/.test(hint.command.slice(0, 2_000));
    const share = inside / (inside + outside);
    return share >= MIN_SHARE || asked ? 0.6 + 0.38 * share : 0;
  },

  compress(text: string, _hint: Hint, goal: Goal): Compressed | null {
    const parts = parseDiff(text);
    if (!parts.some(isFile)) return null;
    const exact = formatHeads(parts);
    const plain = exact.length < text.length && expandHeads(exact) === text ? { text: exact } : null;
    if (goal.lossless || goal.estimate(exact) < LOSSY_FLOOR_TOKENS) return plain;
    const { text: trimmed, shown, total } = trimDiff(parts);
    if (shown === total || goal.estimate(trimmed) + NOTE_TOKENS >= goal.estimate(plain?.text ?? text)) return plain;
    return { text: trimmed, lossy: { unit: 'lines', shown, total } };
  },
};
