import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeEffects } from './fixture-effects.ts';
import { makeAsked, makeUsage, makeVitals, notesReport } from './fixture-studies.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const shown = (): Promise<string> => rig.page.locator('[data-page]:not([hidden])').innerText();
const headline = (): Promise<string> => rig.page.locator('h1:visible').innerText();
const press = (name: string): Promise<void> => rig.page.getByRole('button', { name, exact: true }).click();

describe('notes', () => {
  it('are drafted, shown as a difference, written and taken back', async () => {
    await rig.open({ studies: { next: { notes: notesReport } } }, { hash: '#/optimise?part=notes' });
    await press('Draft notes from the transcripts');
    await rig.page.locator('.diff-line[data-kind="came"]').first().waitFor();
    expect(await headline()).toBe('One note could be written');
    await press('Write the notes');
    await rig.page.getByRole('heading', { name: 'Notes that stand in this project' }).waitFor();
    expect(await rig.page.locator('.diff').count()).toBe(0);
    await press('Take the notes back');
    await rig.page.locator('.diff').waitFor();
    expect(await shown()).toContain('Taken back: /home/ann/code/shop/CLAUDE.local.md');
    expect(rig.complaints).toEqual([]);
  });

  it('are not written when the file changed since they were shown, and say so', async () => {
    await rig.open({ studies: { notes: notesReport, isContested: true } }, { hash: '#/optimise?part=notes' });
    await press('Write the notes');
    await rig.page.getByRole('alert').getByText('nothing was written').waitFor();
    expect(await rig.page.locator('.diff').count()).toBe(1);
  });
});

describe('a look at a project', () => {
  it('tells how it goes in a fixed place, and can be cancelled', async () => {
    await rig.open({ studies: { isSlow: true } }, { hash: '#/optimise?part=vitals' });
    await press('Look this project over');
    await rig.page.getByText('Measuring the code …').waitFor();
    await press('Cancel');
    await rig.page.getByText('Cancelled. Nothing has been looked at yet').waitFor();
    expect(await rig.page.evaluate('window.shifted')).toBeLessThan(0.01);
    expect(rig.complaints).toEqual([]);
  });

  it('asks registries only where that is ticked, and says which did not answer', async () => {
    const vitals = makeVitals(Date.now());
    const studies = { vitals, next: { vitals }, online: makeAsked(vitals) };
    await rig.open({ studies }, { hash: '#/optimise?part=vitals' });
    await press('Look again');
    expect(await shown()).not.toContain('2.1.0');
    const box = rig.page.getByRole('checkbox', { name: /^Also ask registries/ });
    expect(await box.isChecked()).toBe(false);
    await box.focus();
    await rig.page.keyboard.press('Space');
    await press('Look again');
    await rig.page.getByText('2.1.0 is out, 1.0.0 is in use').waitFor();
    expect(await shown()).toContain('index.crates.io cannot be reached');
    expect(rig.complaints).toEqual([]);
  });

  it('keeps the last report when the next one fails, with the reason', async () => {
    const studies = { vitals: makeVitals(Date.now()), failure: 'The disk was away.' };
    await rig.open({ studies }, { hash: '#/optimise?part=vitals' });
    await press('Look again');
    await rig.page.getByRole('alert').getByText('The disk was away.').waitFor();
    expect(await headline()).toBe('1 hotspot, 1 large function, 1 unused dependency');
    expect(await shown()).toContain('It failed. This is from 3 days ago.');
  });
});

describe('usage', () => {
  it('is summed up in five ways by keyboard, and compared before and after', async () => {
    await rig.open({ studies: { next: { usage: makeUsage(Date.now()) } } }, { hash: '#/optimise?part=usage' });
    await press('Read the transcripts');
    await rig.page.getByText('A look, not a measurement').waitFor();
    expect(await headline()).toBe('US$12.40 in 120 answers'.replace('US', ''));
    expect(await rig.page.locator('.usage-table tbody th').first().innerText()).toBe('27 Nov 2026');
    await rig.page.getByRole('radio', { name: 'Day', exact: true }).focus();
    await rig.page.keyboard.press('ArrowRight');
    await expect.poll(() => rig.page.locator('.usage-table tbody th').allInnerTexts()).toContain('house-model');
    expect(rig.complaints).toEqual([]);
  });

  it('is a part of the page with an address of its own', async () => {
    await rig.open({ studies: { usage: makeUsage(Date.now()) } }, { hash: '#/optimise' });
    await rig.page.getByRole('radio', { name: 'Usage' }).check();
    await rig.page.locator('.usage-table').waitFor();
    expect(rig.page.url()).toMatch(/#\/optimise\?part=usage$/);
    await rig.page.goBack();
    await expect.poll(headline).toBe('Nothing stands out');
  });
});

describe('compressors', () => {
  const home = mkdtempSync(join(tmpdir(), 'headroom-effects-'));
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

  it('stand with what they did, and are switched off beside it', async () => {
    await rig.open({ home, effects: makeEffects() }, { hash: '#/optimise?part=compressors' });
    await rig.page.getByRole('heading', { name: '44k tokens taken out of 61 results' }).waitFor();
    const log = rig.page.locator('.effects tbody').filter({ has: rig.page.getByRole('checkbox', { name: 'Use log' }) });
    expect(await log.innerText()).toContain('The original was asked for 3 times');
    await rig.page.getByRole('checkbox', { name: 'Use log' }).uncheck();
    await rig.page.getByText('Saved for conversations that begin from now on.').waitFor();
    expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toMatchObject({ compressorsOff: ['log'] });
    expect(await rig.page.getByRole('checkbox', { name: 'Use same' }).count()).toBe(0);
    expect(rig.complaints).toEqual([]);
  });

  it('say that nothing was shortened, and that the ledger cannot be read', async () => {
    await rig.open({}, { hash: '#/optimise?part=compressors' });
    await rig.page.getByText('Counting begins with the first result that is shortened.').waitFor();
    rig.fixture.world.isLocked = true;
    await rig.page.getByRole('radio', { name: '7 days' }).check();
    await rig.page.getByRole('alert').getByText('The ledger is locked by another program.').waitFor();
    rig.fixture.world.isLocked = false;
    await press('Try again');
    await expect.poll(() => rig.page.getByRole('alert').count()).toBe(0);
  });
});
