import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf, middleOf, readPercentile } from '../../../sidecar/lib/histogram.ts';

it('keeps every value within 2.2 % of the middle of its bucket', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.011, max: 1e9, noNaN: true }), (value) => {
      expect(Math.abs(middleOf(bucketOf(value)) / value - 1)).toBeLessThan(0.0223);
    }),
  );
});

it('is ordered, and odd values fall into the first or last bucket', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true }), fc.double({ min: 0, noNaN: true }), (a, b) => {
      expect(Math.sign(bucketOf(a) - bucketOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
    }),
  );
  expect([bucketOf(-1), bucketOf(Number.NaN), bucketOf(0)]).toEqual([0, 0, 0]);
  expect(bucketOf(Number.POSITIVE_INFINITY)).toBe(1023);
});

it('reads percentiles, and nothing from nothing', () => {
  expect(readPercentile(new Map(), 0.5)).toBeNull();
  const counts = new Map([
    [10, 90],
    [20, 10],
  ]);
  expect(readPercentile(counts, 0.9)).toBe(middleOf(10));
  expect(readPercentile(counts, 0.91)).toBe(middleOf(20));
});
