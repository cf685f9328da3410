import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressors } from '../../sidecar/engine/index.ts';
import type { Goal, Hint } from '../../sidecar/engine/types.ts';
import { loadTokens } from '../../sidecar/worker/inline.ts';
import { outputs } from './conversations.ts';

const tokens = loadTokens();
const goal = (lossless: boolean): Goal => ({ lossless, count: tokens.count, estimate: tokens.estimate });
const hint: Hint = {
  tool: 'Bash',
  command: 'run it',
  path: '',
  question: 'why does worker-7 fail',
  terms: ['worker-7', 'fail'],
};

/** Texts that break naive readers. */
const hostile = [
  '',
  ' ',
  '\n'.repeat(50_000),
  'a'.repeat(300_000),
  '('.repeat(20_000),
  '['.repeat(5_000),
  '{"a":'.repeat(3_000),
  '\u001b['.repeat(10_000),
  '\r'.repeat(20_000),
  'x:1:\n'.repeat(20_000),
  '-'.repeat(100_000),
  '@@ -1 +1 @@\n'.repeat(5_000),
  'diff --git a/x b/x\n'.repeat(5_000),
  '2026-01-01T00:00:00Z ERROR '.repeat(5_000),
  '\ud800 lone \udc00',
  '\u0000\u0001\u0002'.repeat(5_000),
  '"'.repeat(50_001),
  '\\'.repeat(50_001),
  '漢'.repeat(40_000),
];

/** Every law holds for every member of the list. */
describe.each(compressors.map((one) => [one.id, one] as const))('compressor %s', (_, one) => {
  const apply = (text: string, lossless: boolean) =>
    one.score(text, hint) >= 0.5 ? one.compress(text, hint, goal(lossless)) : null;

  it('is deterministic', () => {
    fc.assert(
      fc.property(outputs, fc.boolean(), (text, lossless) => {
        expect(apply(text, lossless)).toEqual(apply(text, lossless));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing out when told so', () => {
    fc.assert(
      fc.property(outputs, (text) => {
        expect(apply(text, true)?.lossy).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('tells how much is shown whenever something is left out', () => {
    fc.assert(
      fc.property(outputs, (text) => {
        const { lossy } = apply(text, false) ?? {};
        if (lossy === undefined) return;
        expect(lossy.shown).toBeGreaterThanOrEqual(0);
        expect(lossy.shown).toBeLessThan(lossy.total);
      }),
      { numRuns: 60 },
    );
  });

  it.each(hostile.map((text, index) => [index, text] as const))('survives hostile text %i', (_index, text) => {
    for (const lossless of [true, false]) {
      const result = one.compress(text, hint, goal(lossless));
      if (result !== null && text.isWellFormed()) expect(result.text.isWellFormed()).toBe(true);
    }
    const score = one.score(text, hint);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  });

  it('scores every text between 0 and 1, also arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        const score = one.score(text, hint);
        expect(score >= 0 && score <= 1).toBe(true);
        one.compress(text, hint, goal(false));
      }),
      { numRuns: 100 },
    );
  });
});
