import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listShelved, readShelf, writeShelf } from '../../../sidecar/studies/shelf.ts';
import { makeHome, notesReport } from './make-home.ts';

describe('the shelf', () => {
  it('keeps the last report of each kind and project', async () => {
    const { home, project } = makeHome();
    expect(await readShelf(home, 'notes', project)).toBeNull();
    expect(await listShelved(home)).toEqual([]);
    await writeShelf(home, { kind: 'notes', project, reportedAt: 5, report: notesReport });
    await writeShelf(home, {
      kind: 'usage',
      project: '',
      reportedAt: 6,
      report: { reports: [], files: 0, troubles: [] },
    });
    expect(await readShelf(home, 'notes', project)).toMatchObject({ reportedAt: 5, report: notesReport });
    expect(await readShelf(home, 'vitals', project)).toBeNull();
    expect((await readShelf(home, 'usage', ''))?.reportedAt).toBe(6);
    expect(await listShelved(home)).toEqual([project]);
  });

  it('counts what is damaged or of another version as not there', async () => {
    const { home, project } = makeHome();
    await writeShelf(home, { kind: 'notes', project, reportedAt: 5, report: notesReport });
    const name = readdirSync(join(home, 'studies')).find((each) => each.endsWith('.json')) ?? '';
    for (const text of ['{"version":1,', '{"version":0}', 'null']) {
      writeFileSync(join(home, 'studies', name), text);
      expect(await readShelf(home, 'notes', project)).toBeNull();
    }
  });
});
