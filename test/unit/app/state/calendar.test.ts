import { describe, expect, it } from 'vitest';
import { startOf } from '../../../../app/state/calendar.ts';

describe('the start of a span', () => {
  const noon = new Date(2026, 2, 1, 12, 34, 56, 7).getTime();

  it.each([
    ['day', 0, new Date(2026, 2, 1)],
    ['day', -1, new Date(2026, 1, 28)],
    ['day', 31, new Date(2026, 3, 1)],
    ['month', 0, new Date(2026, 2, 1)],
    ['month', -3, new Date(2025, 11, 1)],
    ['month', 1, new Date(2026, 3, 1)],
  ] as const)('%s %i is local midnight', (span, later, expected) => {
    expect(new Date(startOf(span, noon, later))).toEqual(expected);
  });
});
