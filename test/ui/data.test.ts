import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { usePage } from './page-rig.ts';

const rig = usePage();
const section = () => rig.page.getByRole('region', { name: 'Your data' });
const press = (name: string) => section().getByRole('button', { name, exact: true }).click();

it('what was recorded is counted, exported, brought back and deleted after a second question', async () => {
  await rig.open({ rows: [] }, { hash: '#/settings' });
  await section().getByText('1,200 exchanges in 34 conversations.').waitFor();
  const waiting = rig.page.waitForEvent('download');
  await press('Export');
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('headroom-data.jsonl.gz');
  expect(readFileSync(await download.path(), 'utf8')).toBe('the export');
  const input = section().locator('input[type="file"]');
  await input.setInputFiles({ name: 'a.gz', mimeType: 'application/gzip', buffer: Buffer.from('the export') });
  await section().getByText('Imported 3 exchanges and 2 originals; 1 exchange was here already.').waitFor();
  await press('Delete …');
  await section().getByText('This would delete 200 exchanges').waitFor();
  await press('Keep it');
  await section().getByText('1,200 exchanges').waitFor();
  await press('Delete …');
  await press('Yes, delete it');
  await section().getByText('Deleted 200 exchanges of 5 conversations, 7 originals').waitFor();
  await section().getByText('1,000 exchanges in 34 conversations.').waitFor();
  expect(rig.complaints).toEqual([]);
});

it('a file that is none changes nothing and says so', async () => {
  await rig.open({ rows: [] }, { hash: '#/settings' });
  const input = section().locator('input[type="file"]');
  await input.setInputFiles({ name: 'a.gz', mimeType: 'application/gzip', buffer: Buffer.from('no') });
  await section().getByRole('alert').getByText('The export cannot be read. Nothing was changed.').waitFor();
});
