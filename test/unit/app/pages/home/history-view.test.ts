import { describe, expect, it } from 'vitest';
import {
  lastBusy,
  makeBars,
  makeCsv,
  makeGroupLines,
  makeTicks,
  nameBar,
  readBar,
  stack,
  tabulate,
} from '../../../../../app/pages/home/history-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { sumHistory } from '../../../../ui/fixture-ledger.ts';
import { makeRow } from '../../../../ui/fixture-rows.ts';

const formats = createFormats('en-GB');
const day = new Date(2026, 10, 27).getTime();
const hour = 3_600_000;
const rows = [
  makeRow(0, day + hour, { client: '=cmd', model: 'a,"b"' }),
  makeRow(4, day + hour + 1, { client: 'codex', model: 'm' }),
  makeRow(5, day + 3 * hour, { client: 'codex', model: 'm' }),
];
const question = { by: 'hour', sinceMs: day, untilMs: day + 24 * hour - 1 } as const;
const plain = sumHistory(rows, { ...question, group: null });
const byClient = sumHistory(rows, { ...question, group: 'client' });

describe('bars', () => {
  const bars = makeBars(plain, 'usd', null);

  it('are one per hour, in dollars or in tokens', () => {
    expect(bars).toHaveLength(24);
    const spent = rows.slice(0, 2).reduce((sum, row) => sum + (row.bill.actualUsd ?? 0), 0);
    expect(bars[1]?.spent).toBeCloseTo(spent, 9);
    expect(makeBars(plain, 'tokens', null)[1]?.would).toBeGreaterThan(makeBars(plain, 'tokens', null)[1]?.spent ?? 0);
    expect(lastBusy(bars)).toBe(3);
    expect(lastBusy(makeBars(sumHistory([], { ...question, group: null }), 'usd', null))).toBe(23);
  });

  it('with requests are lines of a table, also without a price', () => {
    const write = (value: number): string => value.toFixed(2);
    const lines = tabulate('hour', bars, write, formats);
    expect(lines.map(([when]) => when)).toEqual(['01:00 – 02:00', '03:00 – 04:00']);
    expect(lines[0]?.[1]).toBe(write(bars[1]?.spent ?? -1));
    const unpriced = bars.map((bar) => ({ ...bar, spent: null, would: null, cacheHitRate: null }));
    expect(tabulate('hour', unpriced, write, formats)[0]?.slice(1)).toEqual(['–', '–', '–']);
  });

  it('of one client are empty where it did nothing', () => {
    const codex = makeBars(byClient, 'usd', 'codex');
    expect(codex[0]).toMatchObject({ spent: 0, would: 0, requests: 0 });
    expect(codex[1]?.requests).toBe(1);
  });

  it('show a loss above what it would have been, and nothing where no price is known', () => {
    const { base, top, inks } = stack([
      { ...bars[0]!, spent: 3, would: 2 },
      { ...bars[0]!, spent: 1, would: 2 },
      { ...bars[0]!, spent: null, would: null },
    ]);
    expect([base, top]).toEqual([
      [2, 1, null],
      [3, 2, null],
    ]);
    expect(inks).toEqual(['warn', 'kept', 'kept']);
  });

  it('are named and read in words', () => {
    const write = (value: number): string => formats.usd(value);
    const bar = { startMs: day, endMs: day + hour, cacheHitRate: null, requests: 2 };
    const name = nameBar('hour', bar, formats);
    expect(name).toBe('00:00 – 01:00');
    expect(nameBar('day', bar, formats)).toBe('Friday, 27 November 2026');
    expect(nameBar('month', bar, formats)).toBe('November 2026');
    expect(readBar({ ...bar, spent: 1, would: 3 }, name, write)).toBe(
      '00:00 – 01:00: spent $1.00, would have been $3.00, $2.00 saved',
    );
    expect(readBar({ ...bar, spent: 3, would: 1 }, name, write)).toContain('$2.00 more than without Headroom');
    expect(readBar({ ...bar, spent: null, would: null }, name, write)).toContain('no price is known');
    expect(readBar({ ...bar, spent: 0, would: 0, requests: 0 }, name, write)).toContain('no requests');
  });

  it('have few words under them', () => {
    expect(makeTicks(plain, bars, formats).map((tick) => tick.text)).toEqual(['00:00', '06:00', '12:00', '18:00']);
    const month = Array.from({ length: 30 }, (_, at) => ({ startMs: day + at * 24 * hour }));
    expect(makeTicks({ by: 'day' }, month, formats).length).toBeLessThanOrEqual(6);
    expect(makeTicks({ by: 'month' }, month.slice(0, 1), formats)[0]?.text).toBe('Nov 26');
  });
});

it('lists clients by what they would have cost', () => {
  const lines = makeGroupLines(byClient, 'usd');
  expect(lines.map((line) => line.title)).toEqual(['Codex', '=cmd']);
  expect(lines[0]).toMatchObject({ name: 'codex', requests: 2 });
});

it('writes CSV that no spreadsheet runs or breaks', () => {
  const lines = makeCsv(byClient).trimEnd().split('\r\n');
  expect(lines[0]).toContain('start,end,name,requests,spent_usd');
  expect(lines).toHaveLength(4);
  expect(makeCsv(byClient)).toContain(",'=cmd,");
  expect(makeCsv(sumHistory(rows, { ...question, group: 'model' }))).toContain('"a,""b"""');
  expect(makeCsv(plain).split('\r\n')).toHaveLength(26);
});
