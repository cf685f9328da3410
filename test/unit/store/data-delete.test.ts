import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataSelection } from '../../../sidecar/contract/data.ts';
import { deleteData } from '../../../sidecar/store/data-delete.ts';
import { fillLedger, readTable } from './support/fill-ledger.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-delete-'));
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 9 }));

const day = 86_400_000;
const now = 100 * day;
let home = '';
let ids: string[] = [];
beforeEach(() => {
  home = mkdtempSync(join(base, 'home-'));
  ids = fillLedger(home, [
    { conversation: 'old', at: now - 40 * day, project: 'p', text: 'of old' },
    { conversation: 'shared', at: now - 39 * day, project: 'q', text: 'of old' },
    { conversation: 'alive', at: now - 38 * day, project: 'p', text: 'of the living' },
    { conversation: 'alive', at: now - 1000, project: 'p', text: 'of today' },
  ]);
});

const run = (selection: DataSelection, dryRun = false) => deleteData({ home, selection, dryRun, now });
const files = (): string[] => readdirSync(join(home, 'originals')).sort();
const named = (...at: number[]): string[] => [...new Set(at.map((each) => `${ids[each]}.txt`))].sort();
const left = (table: string, column: string): unknown[] =>
  readTable(home, table).map((row) => (row as Record<string, unknown>)[column]);

describe('deleting', () => {
  it('everything leaves what a living conversation may need, and says so', async () => {
    const deleted = await run({ kind: 'all' });
    expect(deleted).toMatchObject({ exchanges: 4, conversations: 3, originals: 1 });
    expect(deleted.kept.join()).toContain('1 conversation of the last day is');
    expect(files()).toEqual(named(2, 3));
    for (const table of ['exchanges', 'details', 'rollups', 'latencies']) expect(readTable(home, table)).toEqual([]);
    expect([left('conversations', 'conversation'), left('conversations', 'turns')]).toEqual([['alive'], [0]]);
  });

  it('a rehearsal tells the same and deletes nothing', async () => {
    const before = ['exchanges', 'conversations', 'rollups', 'originals'].map((table) => readTable(home, table));
    const planned = await run({ kind: 'all' }, true);
    expect(['exchanges', 'conversations', 'rollups', 'originals'].map((table) => readTable(home, table))).toEqual(
      before,
    );
    expect(files()).toEqual(named(0, 2, 3));
    expect(await run({ kind: 'all' })).toEqual(planned);
  });

  it('what is older keeps the rest, its sums, and originals that are in use', async () => {
    expect(await run({ kind: 'older', days: 30 })).toMatchObject({ exchanges: 3, conversations: 2, originals: 1 });
    expect(left('exchanges', 'conversation')).toEqual(['alive']);
    expect(left('conversations', 'conversation')).toEqual(['alive']);
    expect(files()).toEqual(named(2, 3));
    expect(readTable(home, 'rollups')).toHaveLength(4);
  });

  it('of a project leaves those of others alone', async () => {
    expect(await run({ kind: 'project', project: 'p' })).toMatchObject({
      exchanges: 3,
      conversations: 2,
      originals: 0,
    });
    expect(left('exchanges', 'project')).toEqual(['q']);
    expect(files()).toEqual(named(0, 2, 3));
    expect(await run({ kind: 'project', project: 'q' })).toMatchObject({ exchanges: 1, originals: 1 });
    expect(files()).toEqual(named(2, 3));
  });

  it('finds nothing where nothing is', async () => {
    const deletion = await deleteData({ home: join(base, 'none'), selection: { kind: 'all' }, dryRun: false, now });
    expect(deletion).toEqual({ exchanges: 0, conversations: 0, originals: 0, originalsBytes: 0, studies: 0, kept: [] });
  });
});
