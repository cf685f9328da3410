import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeats } from '../../../../sidecar/engine/compressors/repeats.ts';
import { estimateTokens } from '../../../../sidecar/engine/index.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';
import { unfoldBlocks } from '../log/unfold.ts';

const hint: Hint = { tool: 'Bash', command: './run.sh', path: '', question: '', terms: [] };
const goal: Goal = { lossless: true, count: estimateTokens, estimate: estimateTokens };
const fold = (text: string) => repeats.compress(text, hint, goal)?.text ?? null;
const report = Array.from({ length: 6 }, (_, i) => `report line ${i} of the nightly run`);

describe('repeats', () => {
  it('can be read back exactly, and gains', () => {
    const line = fc.constantFrom(...report, '', 'between', 'a quite different line of output');
    fc.assert(
      fc.property(fc.array(line, { minLength: 8, maxLength: 150 }), (lines) => {
        const text = lines.join('\n');
        const folded = fold(text);
        if (folded === null) return;
        expect(unfoldBlocks(folded.split('\n')).join('\n')).toBe(text);
        expect(estimateTokens(folded)).toBeLessThan(estimateTokens(text));
      }),
    );
  });

  it('leaves small repetitions of source code alone, not large ones', () => {
    const small = ['  open();', '  await write(all, the, things);', '  return close();', '}'];
    const unit = (n: number) => [`function part${n}() {`, ...small, ''];
    expect(fold([1, 2, 3, 4].flatMap(unit).join('\n'))).toBeNull();
    const large = Array.from({ length: 14 }, (_, i) => `  setting.option${i} = value(${i});`);
    expect(fold([...large, 'x();', ...large].join('\n'))).toContain('again');
  });

  it('stays away from diffs, binary data and a handful of lines', () => {
    const text = [...report, ...report].join('\n');
    expect(repeats.score(text, hint)).toBeGreaterThanOrEqual(0.5);
    expect(repeats.score(`@@ -1,3 +1,3 @@\n${text}`, hint)).toBe(0);
    expect(repeats.score(`\0${text}`, hint)).toBe(0);
    expect(repeats.score('a\nb\nc', hint)).toBe(0);
  });
});
