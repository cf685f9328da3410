import { describe, expect, it } from 'vitest';
import { makeRow, makeRows } from './fixture-rows.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const card = (name: string) => rig.page.locator('li.client').filter({ has: rig.page.getByRole('heading', { name }) });

describe('clients', () => {
  it('show the exact change before it is made, and make it', async () => {
    await rig.open({ rows: makeRows(8, Date.now()) }, { hash: '#/clients' });
    await rig.page.getByRole('heading', { name: 'One agent needs a decision' }).waitFor();
    await card('Claude Code').getByRole('button', { name: 'Connect … Claude Code' }).click();
    await rig.page.getByRole('figure', { name: 'Changes to ~/.claude/settings.json' }).waitFor();
    expect(await rig.page.locator('.diff-line[data-kind="came"]').innerText()).toContain('ANTHROPIC_BASE_URL');
    await rig.page.getByRole('button', { name: 'Connect Claude Code', exact: true }).click();
    await rig.page.getByText('Claude Code is connected.').waitFor();
    expect(await card('Claude Code').getAttribute('data-state')).toBe('connected');
    await card('Claude Code')
      .getByRole('button', { name: /^Disconnect/ })
      .click();
    await rig.page.getByRole('button', { name: 'Disconnect Claude Code', exact: true }).click();
    await rig.page.getByText('Claude Code is no longer connected.').waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('are paused and resumed all at once', async () => {
    await rig.open({ rows: [] }, { hash: '#/clients' });
    await rig.page.getByRole('button', { name: 'Pause all' }).click();
    await rig.page.getByText('Codex is paused.').waitFor();
    await rig.page.getByRole('button', { name: 'Resume all' }).click();
    await rig.page.getByText('Codex is connected again.').waitFor();
  });
});

it('the first minute leads from what it does to the first request seen, and is found again where it was left', async () => {
  await rig.open({ rows: [] }, { hash: '#/welcome' });
  await rig.page.getByRole('button', { name: 'Try the demo' }).click();
  await rig.page.getByText('25% saved, and all 1 answers were the same.').waitFor();
  await rig.page.getByRole('button', { name: 'Pick agents' }).click();
  await rig.page.getByText('These files will be changed: ~/.claude/settings.json.').waitFor();
  await rig.page.reload();
  await rig.page.getByRole('button', { name: 'Connect one agent' }).click();
  await rig.page.getByText('Claude Code: waiting for its first request').waitFor();
  rig.fixture.record(makeRow(0, Date.now()));
  await rig.page.getByText('Claude Code: seen, it goes through Headroom').waitFor();
  await rig.page.getByRole('button', { name: 'Done' }).click();
  await rig.page.getByRole('button', { name: 'Go to Home' }).click();
  await rig.page.getByRole('heading', { name: /^Saving/ }).waitFor();
  expect(rig.complaints).toEqual([]);
});

it('the theme is chosen in Settings and outlives a reload', async () => {
  await rig.open({ rows: [] }, { hash: '#/settings' });
  const ground = (): Promise<string> => rig.page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const light = await ground();
  await rig.page.getByRole('radio', { name: 'Dark' }).check();
  expect(await ground()).not.toBe(light);
  await rig.page.reload();
  await rig.page.getByRole('radio', { name: 'Dark' }).waitFor();
  expect(await ground()).not.toBe(light);
});
