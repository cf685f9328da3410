import { describe, expect, it } from 'vitest';
import { waitAfter, withinWindow } from '../../../sidecar/lib/backoff.ts';

describe('waitAfter', () => {
  it('does not wait before anything failed, then doubles up to its bound', () => {
    const bounds = { firstMs: 250, mostMs: 2000 };
    expect([0, 1, 2, 3, 4, 5, 1000].map((failures) => waitAfter(failures, bounds))).toEqual([
      0, 250, 500, 1000, 2000, 2000, 2000,
    ]);
  });
});

describe('withinWindow', () => {
  it('forgets what is as old as the window', () => {
    expect(withinWindow([0, 40, 41, 100], 100, 60)).toEqual([41, 100]);
  });
});
