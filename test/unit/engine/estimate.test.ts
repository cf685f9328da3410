import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateTokens } from '../../../sidecar/engine/estimate.ts';
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

/** Runs of one kind, each rated as the weights say, in thousandths. */
function byRuns(text: string): number {
  let sum = 0;
  const run =
    /[A-Z]+[a-z]*|[a-z]+|[0-9]+|[ \t-\r]+|([!-/:-@[-`{-~]|[\0-\x08\x0e-\x1f\x7f])\1*[!-/:-@[-`{-~]*|[^\0-\x7f]/g;
  for (const [piece, sign] of text.matchAll(run)) {
    if (/^[A-Za-z]/.test(piece)) sum += 965 + Math.max(0, piece.length - 6) * 180;
    else if (/^\d/.test(piece)) sum += Math.ceil(piece.length / 3) * 1406;
    else if (/^[ \t-\r]/.test(piece)) sum += piece === ' ' ? 0 : 1256;
    else if (sign === undefined) sum += 482;
    else {
      let same = 0;
      while (piece[same] === sign) same++;
      sum += 607 + (piece.length - same) * 239;
    }
  }
  return Math.ceil(sum / 1000);
}

it('rates every run of one kind by its weights', () => {
  const part = fc.constantFrom(
    ...'aAbZ09 \t\n-=_{"é漢\0\x7f',
    'word',
    'CamelCase',
    'CAPITALS',
    '12345678',
    '====',
    '  ',
    '\r\n',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      expect(estimateTokens(parts.join(''))).toBe(byRuns(parts.join('')));
    }),
    { numRuns: 2000 },
  );
});
