import { describe, expect, it } from 'vitest';
import {
  describeEngine,
  describeLatency,
  makeHealthTitle,
  placeMarks,
  sortFindings,
} from '../../../../../app/pages/health/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { Finding } from '../../../../../sidecar/contract/api.ts';
import { makeRows, summarise } from '../../../../ui/fixture-rows.ts';

const formats = createFormats('en-GB');
const finding = (level: Finding['level']): Finding => ({ check: 'x', level, message: 'm', hint: null });

describe('the title of Health', () => {
  it.each([
    [undefined, [], 'Health'],
    ['ok', [finding('ok')], 'All is well'],
    ['ok', [finding('warning')], 'One thing to look at'],
    ['ok', [finding('warning'), finding('warning')], '2 things to look at'],
    ['degraded', [finding('warning')], 'Something needs attention'],
    ['ok', [finding('broken'), finding('warning')], 'One thing is broken'],
  ] as const)('for %s with %j is %s', (status, findings, title) => {
    expect(makeHealthTitle(status, findings)).toBe(title);
  });

  it('is followed by what weighs most', () => {
    const sorted = sortFindings([finding('ok'), finding('warning'), finding('broken')]);
    expect(sorted.map((each) => each.level)).toEqual(['broken', 'warning', 'ok']);
  });
});

it('tells the added wait in a sentence and on a strip', () => {
  const summary = summarise(makeRows(100, 1000), 0, 2000);
  expect(describeLatency({ ...summary, addedMs: { p50: 2, p90: 9, p99: 40 } }, formats)).toBe(
    'Half of the requests were held up for less than 2 ms, 99 of 100 for less than 40 ms.',
  );
  expect(describeLatency({ ...summary, addedMs: null }, formats)).toBe('No request in the last 24 hours.');
  const places = placeMarks({ p50: 2, p90: 9, p99: 40 }, formats).map((mark) => mark.place);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places.at(-1)).toBe(1);
  expect(placeMarks({ p50: 0, p90: 0, p99: 0 }, formats).every((mark) => mark.place === 0)).toBe(true);
});

it('tells how the engine is', () => {
  const state = {
    workers: [{ pid: 1, lane: 'normal', busy: false, uptimeMs: 1 }],
    restarts: 0,
    givenUp: false,
  } as const;
  expect(describeEngine({ ...state, suspended: [] }, formats)).toBe(
    'One process is running, none had to be started again.',
  );
  expect(describeEngine({ ...state, workers: [], suspended: [] }, formats)).toBe('No process is running.');
  expect(describeEngine({ ...state, restarts: 2, suspended: [] }, formats)).toContain('started again 2 times');
  expect(describeEngine({ ...state, givenUp: true, suspended: [] }, formats)).toContain('go through untouched');
});
