import { describe, expect, it } from 'vitest';
import { describeCount, describeSpan, readFilter, writeFilter } from '../../../../../app/pages/activity/view.ts';
import { activityHref, parseRoute } from '../../../../../app/state/create-route.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { ExchangeFilter } from '../../../../../sidecar/contract/api.ts';

const formats = createFormats('en-GB');

describe('filters', () => {
  it.each<ExchangeFilter>([
    {},
    { text: 'a&b=c', client: '', model: 'm', outcome: 'loss', conversation: 'c1', sinceMs: 0, untilMs: 5 },
  ])('%o survives the address', (filter) => {
    expect(readFilter(parseRoute(activityHref(writeFilter(filter))).query)).toEqual(filter);
  });

  it('leave out what makes no sense', () => {
    expect(readFilter({ outcome: 'all', since: '-1', until: '1e9', text: '', conversation: '' })).toEqual({});
  });
});

it('counts in words', () => {
  expect(describeCount(undefined, {}, formats)).toBe('\u00a0');
  expect(describeCount(0, {}, formats)).toBe('Nothing has come through yet.');
  expect(describeCount(0, { text: 'x' }, formats)).toBe('No exchange matches.');
  expect(describeCount(1, {}, formats)).toBe('1 exchange, the newest first.');
  expect(describeCount(1200, { text: 'x' }, formats)).toBe('1,200 exchanges match.');
});

it('names spans as people do', () => {
  const day = new Date(2026, 10, 27).getTime();
  const hour = 3_600_000;
  const name = (sinceMs?: number, untilMs?: number): string =>
    describeSpan({ ...(sinceMs !== undefined && { sinceMs }), ...(untilMs !== undefined && { untilMs }) }, formats);
  expect(name(day + 14 * hour, day + 15 * hour - 1)).toBe('27 Nov, 14:00 – 15:00');
  expect(name(day, day + 24 * hour - 1)).toBe('Friday, 27 November 2026');
  expect(name(day, day + 72 * hour)).toBe('27 Nov – 30 Nov');
  expect(name(day)).toBe('since 27 Nov, 00:00');
  expect(name(undefined, day)).toBe('until 27 Nov, 00:00');
});
