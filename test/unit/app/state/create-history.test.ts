import { expect, it } from 'vitest';
import { makeQuestion, trimStart } from '../../../../app/state/create-history.ts';
import { sumHistory } from '../../../ui/fixture-ledger.ts';
import { makeRow } from '../../../ui/fixture-rows.ts';

const nowMs = new Date(2026, 10, 27, 12).getTime();
const day = new Date(2026, 10, 27).getTime();
const month = new Date(2026, 10, 1).getTime();

it('asks for the hours of a day, the days of a month, and all time as far as it can be read', () => {
  const shown = { startMs: day, firstMs: month, nowMs };
  expect(makeQuestion({ ...shown, span: 'day' }, 'client')).toEqual({
    by: 'hour',
    group: 'client',
    sinceMs: day,
    untilMs: new Date(2026, 10, 28).getTime() - 1,
  });
  expect(makeQuestion({ ...shown, span: 'month', startMs: month }, 'none')).toMatchObject({ by: 'day', group: null });
  expect(makeQuestion({ ...shown, span: 'all' }, 'none')).toMatchObject({ by: 'day', sinceMs: month, untilMs: nowMs });
  const old = new Date(2026, 3, 1).getTime();
  expect(makeQuestion({ ...shown, span: 'all', firstMs: old }, 'none').by).toBe('month');
});

it('begins with the first request', () => {
  const { buckets } = sumHistory([makeRow(0, day)], { by: 'month', group: null, sinceMs: 0, untilMs: nowMs });
  expect(trimStart(buckets).map((bucket) => bucket.startMs)).toEqual([month]);
  expect(trimStart(buckets.slice(0, 3))).toEqual([]);
});
