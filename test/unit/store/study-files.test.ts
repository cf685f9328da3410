import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DataSelection } from '../../../sidecar/contract/data.ts';
import { deleteData } from '../../../sidecar/store/data-delete.ts';
import { measureData } from '../../../sidecar/store/data-sizes.ts';
import { listStudies } from '../../../sidecar/store/study-files.ts';
import { writeShelf } from '../../../sidecar/studies/shelf.ts';

const DAY_MS = 86_400_000;
let home = '';
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-studies-'));
  const report = { totals: {} } as never;
  await writeShelf(home, { kind: 'usage', project: '', reportedAt: 1, report });
  await writeShelf(home, { kind: 'vitals', project: '/code/one', reportedAt: 1, report });
  await writeShelf(home, { kind: 'notes', project: '/code/one', reportedAt: 1, report });
  await writeShelf(home, { kind: 'vitals', project: '/code/two', reportedAt: 1, report });
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const remove = (selection: DataSelection, dryRun = false) => deleteData({ home, selection, dryRun, now: Date.now() });
const projects = () => listStudies(home).map(({ project }) => project ?? 'all');

it('counts reports as the shelf lays them down, with what names their project', () => {
  expect(projects().sort()).toEqual(['/code/one', '/code/one', '/code/two', 'all']);
  const { studies, studyBytes } = measureData(home);
  expect(studies).toBe(4);
  expect(studyBytes).toBeGreaterThan(200);
  expect(measureData(join(home, 'none'))).toMatchObject({ studies: 0, studyBytes: 0 });
});

it('deletes them with what they belong to, and only then', async () => {
  expect(await remove({ kind: 'project', project: '/code/one' }, true)).toMatchObject({ studies: 2 });
  expect(projects()).toHaveLength(4);
  expect(await remove({ kind: 'project', project: '/code/one' })).toMatchObject({ studies: 2 });
  expect(projects().sort()).toEqual(['/code/two', 'all']);

  const [old] = listStudies(home).filter(({ project }) => project === null);
  const before = new Date(Date.now() - 40 * DAY_MS);
  utimesSync(old!.paths[0]!, before, before);
  expect(await remove({ kind: 'older', days: 30 })).toMatchObject({ studies: 1 });
  expect(projects()).toEqual(['/code/two']);

  expect(await remove({ kind: 'all' })).toMatchObject({ studies: 1 });
  expect(readdirSync(join(home, 'studies'))).toEqual([]);
});
