import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportData } from '../../../sidecar/store/data-export.ts';
import { importData } from '../../../sidecar/store/data-import.ts';
import { createOriginals } from '../../../sidecar/store/originals.ts';
import { fillLedger, readTable } from './support/fill-ledger.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-import-'));
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 9 }));

const hour = 3_600_000;
const from = join(base, 'from');
const [id = ''] = fillLedger(from, [
  { conversation: 'a', at: 5 * hour, project: 'p', text: 'what was left out' },
  { conversation: 'a', at: 6 * hour, project: 'p' },
  { conversation: '', at: 6 * hour + 1 },
]);
const lines = [...exportData({ home: from, sinceMs: 0, originals: true, now: 1 })].join('').trimEnd().split('\n');

async function* give(given: readonly string[]): AsyncGenerator<string> {
  yield* given;
}

describe('an import', () => {
  it('brings everything, with the same sums, into an empty home', async () => {
    const home = join(base, 'empty');
    expect(await importData(home, give(lines))).toEqual({ exchanges: 3, originals: 1, known: 0 });
    for (const table of ['exchanges', 'details', 'rollups', 'latencies', 'breaks', 'effects'])
      expect([table, readTable(home, table)]).toEqual([table, readTable(from, table)]);
    const sums = (place: string) =>
      readTable(place, 'conversations').map((row) => ({ ...(row as object), state: null, memory: null }));
    expect(sums(home)).toEqual(sums(from));
    expect(createOriginals(join(home, 'originals')).get(id)).toBe('what was left out');
  });

  it('counts nothing twice', async () => {
    const home = join(base, 'twice');
    fillLedger(home, [{ conversation: 'mine', at: 6 * hour }]);
    await importData(home, give(lines));
    const before = ['exchanges', 'rollups', 'latencies', 'conversations'].map((table) => readTable(home, table));
    expect(await importData(home, give(lines))).toEqual({ exchanges: 0, originals: 0, known: 3 });
    expect(['exchanges', 'rollups', 'latencies', 'conversations'].map((table) => readTable(home, table))).toEqual(
      before,
    );
    expect(readTable(home, 'exchanges')).toHaveLength(4);
  });

  it.each([
    ['cut off', lines.slice(0, -1)],
    ['with a line that is missing', lines.filter((_, at) => at !== 2)],
    ['with a line behind its end', [...lines, lines[1]!]],
    ['that is none', ['{"kind":"something"}']],
    ['that is empty', []],
    ['with a line that is no JSON', [lines[0]!, '{"kind":', ...lines.slice(1)]],
    [
      'with a column that nobody knows',
      [lines[0]!, lines[1]!.replace('"status"', '"stat; DROP TABLE"'), ...lines.slice(2)],
    ],
    [
      'with a value of another type',
      [lines[0]!, lines[1]!.replace(/"status":\d+/, '"status":"ok"'), ...lines.slice(2)],
    ],
    ['with a damaged original', lines.map((line) => line.replace('what was left out', 'what was put in'))],
    ['of a newer Headroom', [lines[0]!.replace(/"schema":\d+/, '"schema":99'), ...lines.slice(1)]],
  ])('%s changes nothing', async (_, given) => {
    const home = mkdtempSync(join(base, 'bad-'));
    fillLedger(home, [{ conversation: 'mine', at: 6 * hour, text: 'mine' }]);
    const before = ['exchanges', 'rollups', 'conversations', 'originals'].map((table) => readTable(home, table));
    await expect(importData(home, give(given))).rejects.toMatchObject({ code: 'data.malformed' });
    expect(['exchanges', 'rollups', 'conversations', 'originals'].map((table) => readTable(home, table))).toEqual(
      before,
    );
    expect(readdirSync(join(home, 'originals'))).toHaveLength(1);
    expect(existsSync(join(home, 'ledger.db'))).toBe(true);
  });
});
