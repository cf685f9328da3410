import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeLogLines } from './fixture-log.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const section = () => rig.page.getByRole('region', { name: 'Log', exact: true });
const lines = () => section().getByRole('listitem');
const whenCount = (count: number) => expect.poll(() => lines().count(), { timeout: 30_000 }).toBe(count);

it('the log is shown, narrowed down by gravity and text, and opened to its places', async () => {
  await rig.open({ log: makeLogLines(30) }, { hash: '#/health' });
  await whenCount(12);
  await section().getByRole('button', { name: 'Show all 30' }).click();
  await whenCount(30);
  await section().getByRole('radio', { name: 'Errors' }).check();
  await whenCount(10);
  const first = lines().first();
  await first.getByText('Where in the code').click();
  await first.getByText('answerRoute').waitFor();
  await section().getByRole('radio', { name: 'Everything' }).check();
  await section().getByRole('searchbox').fill('429');
  await whenCount(10);
  expect(await lines().first().getByRole('link').getAttribute('href')).toBe('#/exchanges/01JC3YB0000000000000000000');
  await section().getByRole('searchbox').fill('no such thing');
  await section().getByText('No line is like that.').waitFor();
  expect(rig.complaints).toEqual([]);
});

it('a line that is open stays open while others come, and what is shown can be taken along', async () => {
  const [newest, ...before] = makeLogLines(4);
  await rig.open({ log: before }, { hash: '#/health' });
  await whenCount(3);
  await section().getByText('Where in the code').click();
  rig.fixture.world.log = newest === undefined ? [] : [newest, ...before];
  await whenCount(4);
  expect(await section().getByText('answerRoute').isVisible()).toBe(true);
  await rig.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
  });
  const waiting = rig.page.waitForEvent('download');
  await section().getByRole('button', { name: 'Copy the lines that are shown' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('headroom-log.txt');
  const text = readFileSync(await download.path(), 'utf8').split('\n');
  expect(text.at(-1)).toMatch(/^2026-11-27T12:00:00\.000Z info api POST/);
  expect(text).toContain('    at dispatch (hono:1:1)');
  await section().getByText('Saved as a file').waitFor();
});

it('a page without a log has no card, and an empty log says so', async () => {
  await rig.open({ log: [] }, { hash: '#/health' });
  await section().getByText('Nothing was written down yet.').waitFor();
  expect(await section().getByRole('button', { name: /^Copy/ }).isDisabled()).toBe(true);
});

it('a sidecar that keeps nothing shows no log', async () => {
  await rig.open({ log: null }, { hash: '#/health' });
  await rig.page.getByRole('heading', { name: 'This Headroom' }).waitFor();
  await expect.poll(() => section().count(), { timeout: 30_000 }).toBe(0);
});
