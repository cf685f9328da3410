import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawWindow, reachable, scrollToRow } from '../../../../../app/pages/activity/window.ts';

describe('the drawn part of a list', () => {
  it('covers the screen, stays inside the list, and its heights add up to the whole', () => {
    fc.assert(
      fc.property(
        fc.nat(200_000),
        fc.integer({ min: 20, max: 120 }),
        fc.double({ min: -2000, max: 2e7, noNaN: true }),
        fc.integer({ min: 100, max: 3000 }),
        (total, rowHeight, top, height) => {
          const drawn = drawWindow({ total, rowHeight }, { top, height });
          const rows = drawn.to - drawn.from;
          expect(drawn.above + rows * rowHeight + drawn.below).toBe(reachable({ total, rowHeight }) * rowHeight);
          expect(rows).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 18);
          const firstSeen = Math.max(0, Math.floor(top / rowHeight));
          const lastSeen = Math.min(total, Math.ceil((top + height) / rowHeight));
          if (lastSeen > firstSeen && top >= 0 && total === reachable({ total, rowHeight })) {
            expect(drawn.from).toBeLessThanOrEqual(firstSeen);
            expect(drawn.to).toBeGreaterThanOrEqual(lastSeen);
          }
        },
      ),
    );
  });

  it('of a list without rows is nothing', () => {
    expect(drawWindow({ total: 0, rowHeight: 50 }, { top: 0, height: 700 })).toEqual({
      from: 0,
      to: 0,
      above: 0,
      below: 0,
    });
  });
});

it('scrolls only as far as a row needs', () => {
  const screen = { top: 1000, height: 700, covered: 40 };
  expect(scrollToRow({ top: 1100, height: 50 }, screen)).toBeNull();
  expect(scrollToRow({ top: 1020, height: 50 }, screen)).toBe(980);
  expect(scrollToRow({ top: 1680, height: 50 }, screen)).toBe(1030);
  expect(scrollToRow({ top: 10, height: 50 }, screen)).toBe(0);
});
