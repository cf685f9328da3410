import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateTokens } from '../../../sidecar/engine/tokens.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const tokens = loadTokens();

it.each([
  [
    'prose',
    'The committee met on Tuesday to discuss the budget for the coming year, and several members asked for more time. '.repeat(
      20,
    ),
  ],
  ['code', 'export function add(left: number, right: number): number {\n  return left + right;\n}\n'.repeat(20)],
  ['a log', '2026-03-01T10:00:00.123Z INFO  [worker-12] request id=8f3c2d handled in 35 ms status=200\n'.repeat(20)],
  ['JSON', '{"id":10293,"name":"Ada Lovelace","tags":["a","b"],"score":12.5,"active":true},\n'.repeat(20)],
])('estimates %s within 15 percent of the exact count', (_, text) => {
  const exact = tokens.count(text);
  expect(Math.abs(estimateTokens(text) - exact) / exact).toBeLessThan(0.15);
});

it('gives a whole number that is never negative, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const estimate = estimateTokens(text);
      expect(Number.isInteger(estimate) && estimate >= 0).toBe(true);
    }),
  );
});
