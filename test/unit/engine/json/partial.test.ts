import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Partial, writePartialTable } from '../../../../sidecar/engine/json/partial.ts';
import { type JsonList, readJson } from '../../../../sidecar/engine/json/read.ts';

type Row = Record<string, unknown>;

function shorten(rows: readonly unknown[], question = '', terms: readonly string[] = []): Partial | null {
  return writePartialTable(readJson(JSON.stringify(rows))!.node as JsonList, 'rows', { question, terms });
}

/** Ordinary rows: nothing in them stands out. */
function ordinary(count: number): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `item_${1000 + i}`,
    status: i % 3 === 0 ? 'queued' : 'done',
    milliseconds: 100 + ((i * 37) % 50),
    message: `Handled request ${i} of the batch in the usual way`,
    owner: ['ann', 'bob', 'cid', 'dee'][i % 4],
  }));
}

const shows = (result: Partial | null, text: string) =>
  result?.lines.some((line) => !line.startsWith('…') && line.split('\t').includes(text)) ?? false;

describe('writePartialTable', () => {
  it('tells how many rows there are and marks every gap with its size', () => {
    const result = shorten(ordinary(300))!;
    const gaps = result.lines.flatMap((line) => /^… (\d+) more$/.exec(line)?.[1] ?? []);
    expect(gaps.reduce((sum, gap) => sum + Number(gap), 0)).toBe(300 - result.shown);
    expect(result.lines[0]).toMatch(/^\[300 rows, \d+ shown\] id\tstatus\t/);
    expect(result.total).toBe(300);
    expect(result.shown).toBeLessThan(30);
  });

  it('says of all rows what can be counted', () => {
    expect(shorten(ordinary(300))!.lines.at(-1)).toContain(
      '… all 300 rows: status done×200 queued×100; milliseconds 100–149',
    );
  });

  it('shows the first and the last rows', () => {
    const result = shorten(ordinary(300));
    expect(shows(result, 'item_1000') && shows(result, 'item_1002') && shows(result, 'item_1299')).toBe(true);
  });

  const oddities: [string, (row: Row) => Row][] = [
    ['an extra field', (row) => ({ ...row, note: 'seen twice' })],
    ['a missing field', ({ owner: _, ...row }) => row],
    ['null where others have text', (row) => ({ ...row, owner: null })],
    ['a rare state', (row) => ({ ...row, status: 'parked' })],
    ['a number far from the others', (row) => ({ ...row, milliseconds: 4711 })],
    ['the smallest number', (row) => ({ ...row, milliseconds: 99 })],
    ['an error in a message', (row) => ({ ...row, message: 'Connection refused by the store' })],
    ['another kind of message', (row) => ({ ...row, message: 'Started over after the pause' })],
    ['a value of another type', (row) => ({ ...row, milliseconds: 'unknown' })],
  ];

  it.each(oddities)('shows the row with %s, wherever it is', (_, change) => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 400 }), fc.nat(), (count, at) => {
        const rows = ordinary(count);
        const odd = at % count;
        rows[odd] = change(rows[odd]!);
        expect(shows(shorten(rows), `item_${1000 + odd}`)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('shows the rows that were asked for by id, number or title', () => {
    const rows = ordinary(300).map((row, i) => ({ ...row, title: `The ${i} ways of Mr Fox` }));
    expect(shows(shorten(rows, 'who owns item_1177?', ['owns', 'item_1177']), 'item_1177')).toBe(true);
    expect(shows(shorten(rows, 'what about "the 211 ways of mr fox"?'), 'item_1211')).toBe(true);
    expect(shows(shorten(rows, 'show 123', ['123']), 'item_1123')).toBe(true);
    expect(shows(shorten(rows), 'item_1177')).toBe(false);
  });

  it('shows one row of each kind of error when errors are many, not all of them', () => {
    const rows = ordinary(400).map((row, i) =>
      i % 4 === 0
        ? { ...row, status: 'error', message: `${['Disk', 'Net', 'Bus'][(i / 4) % 3]} failure number ${i}` }
        : row,
    );
    const result = shorten(rows)!;
    for (const kind of ['Disk', 'Net', 'Bus']) {
      expect(result.lines.some((line) => line.includes(`\t${kind} failure`))).toBe(true);
    }
    expect(result.shown).toBeLessThan(60);
  });

  it('keeps a column in the rows when the question names it', () => {
    const rows = ordinary(300).map((row) => ({ ...row, region: 'north' }));
    expect(shorten(rows)!.lines[0]).toContain('region=north');
    expect(shorten(rows, 'which region is item_1010 in?', ['item_1010'])!.lines[0]).toMatch(/\tregion$/);
  });

  it('says something about all rows in the header only when it holds for all rows', () => {
    const rows = ordinary(300).map((row, i) => ({ ...row, half: i < 150 || i > 290 ? 'left' : 'right' }));
    expect(shorten(rows)!.lines[0]).not.toContain('half=');
  });

  it('shortens lists of numbers and of strings', () => {
    const numbers = Array.from({ length: 500 }, (_, i) => (i === 333 ? 9000.5 : 20 + ((i * 7) % 13)));
    const result = shorten(numbers)!;
    expect(result.lines).toContain('9000.5');
    expect(result.lines[0]).toBe(`[500 values, ${result.shown} shown]`);
    const strings = Array.from({ length: 200 }, (_, i) =>
      i === 77 ? 'worker 7 crashed' : `worker ${i % 9} handled batch ${i}`,
    );
    expect(shorten(strings)!.lines).toContain('worker 7 crashed');
  });

  it('leaves short lists and lists in which every row is special to the whole table', () => {
    expect(shorten(ordinary(20))).toBeNull();
    const special = Array.from({ length: 60 }, (_, i) => ({
      id: i,
      [`only_${i}`]: 'x'.repeat(200),
      common: 1,
      other: 2,
    }));
    expect(shorten(special)).toBeNull();
  });
});
