import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../../app/state/create-totals.ts';

describe('start of a day', () => {
  it('is local midnight, some days back, also over a change of the month', () => {
    const noon = new Date(2026, 2, 1, 12, 34, 56, 7).getTime();
    expect(new Date(startOfDay(noon, 0))).toEqual(new Date(2026, 2, 1));
    expect(new Date(startOfDay(noon, 6))).toEqual(new Date(2026, 1, 23));
  });
});
