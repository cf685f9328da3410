import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyDrafts, draftNotes } from '../../../sidecar/studies/drafts.ts';
import { makeHome, notesReport } from './make-home.ts';

const now = 1_700_000_000_000;

describe('drafts', () => {
  it('show the whole difference and write just that', async () => {
    const place = { ...makeHome(), now };
    const file = join(place.project, 'CLAUDE.local.md');
    const [draft] = await draftNotes(notesReport, place);
    expect(draft?.change).toMatchObject({ kind: 'create', diff: expect.stringContaining('+- `src/cart.ts` does not') });
    expect(existsSync(file)).toBe(false);
    expect(await applyDrafts(notesReport, [draft?.revision ?? ''], place)).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toContain('the file is `lib/cart.ts`');
    expect(await draftNotes(notesReport, place)).toEqual([]);
  });

  it('are refused when the file changed since they were shown, and nothing is written', async () => {
    const place = { ...makeHome(), now };
    const file = join(place.project, 'CLAUDE.local.md');
    writeFileSync(file, 'Mine.\n');
    const revisions = (await draftNotes(notesReport, place)).map(({ revision }) => revision);
    writeFileSync(file, 'Mine, and more.\n');
    await expect(applyDrafts(notesReport, revisions, place)).rejects.toMatchObject({ code: 'file.changed' });
    await expect(applyDrafts(notesReport, [], place)).rejects.toMatchObject({ code: 'file.changed' });
    expect(readFileSync(file, 'utf8')).toBe('Mine, and more.\n');
  });

  it('stay the same over midnight', async () => {
    const place = makeHome();
    const [today] = await draftNotes(notesReport, { ...place, now });
    const [tomorrow] = await draftNotes(notesReport, { ...place, now: now + 86_400_000 });
    expect(today?.revision).toBe(tomorrow?.revision);
  });
});
