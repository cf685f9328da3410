import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../sidecar/demo/estimate.ts';

describe('token estimate', () => {
  it.each([
    ['', 0],
    [' ', 1],
    ['word', 1],
    ['understandings', 2],
    ['camelCase', 2],
    ['1234567', 3],
    ['a, b', 3],
    ['one\n    two', 3],
  ])('%j is %i', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it('is never negative, never more than one per character, and 0 only for nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const tokens = estimateTokens(text);
        expect(tokens).toBeLessThanOrEqual(text.length);
        expect(tokens > 0).toBe(text.length > 0);
      }),
    );
  });
});
