import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRows } from './fixture-rows.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-page-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const kept = (): unknown => JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'));
const open = async (): Promise<void> => {
  await rig.open({ home }, { hash: '#/settings' });
  await rig.page.getByRole('group', { name: 'Mode' }).waitFor();
};

describe('settings', () => {
  it('are saved by choosing, typing and ticking, and stay after a reload', async () => {
    await open();
    const { page } = rig;
    await page.getByRole('radio', { name: 'Smallest' }).check();
    await page.getByText('Saved for conversations that begin from now on.').first().waitFor();
    const days = page.getByRole('textbox', { name: 'Originals expire after' });
    await days.fill('30');
    await days.press('Enter');
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await days.evaluate('document.activeElement.value')).toBe('30');
    await page.getByRole('checkbox', { name: 'csv' }).uncheck();
    await page.getByRole('group', { name: 'Compressors' }).getByText('Saved').waitFor();
    expect(kept()).toEqual({ version: 1, mode: 'token', originalsIdleDays: 30, compressorsOff: ['csv'] });
    await page.reload();
    await page.getByRole('radio', { name: 'Smallest', checked: true }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'csv' }).isChecked()).toBe(false);
    await page.getByRole('checkbox', { name: 'csv' }).check();
    await page.getByRole('group', { name: 'Compressors' }).getByText('Saved').waitFor();
    expect(kept()).toEqual({ version: 1, mode: 'token', originalsIdleDays: 30 });
    expect(rig.complaints).toEqual([]);
  });

  it('say what is wrong beside the field, keep what was typed, and move nothing', async () => {
    await open();
    const { page } = rig;
    const before = Number(await page.evaluate('window.shifted'));
    const upstream = page.getByRole('textbox', { name: 'OpenAI' });
    await upstream.fill('https://name:secret@llm.example');
    await upstream.press('Enter');
    await page.getByText('It must not carry a name or a password.').waitFor();
    expect(await upstream.inputValue()).toBe('https://name:secret@llm.example');
    expect(await upstream.getAttribute('aria-invalid')).toBe('true');
    await upstream.fill('https://llm.example/');
    await upstream.press('Enter');
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await upstream.inputValue()).toBe('https://llm.example');
    await upstream.fill('');
    await upstream.press('Enter');
    await page.getByRole('textbox', { name: 'OpenAI', disabled: false }).waitFor();
    expect(Number(await page.evaluate('window.shifted')) - before).toBeLessThan(0.02);
  });

  it('that a flag fixes are shown and cannot be changed', async () => {
    await open();
    await rig.page.getByText('fixed by --holdout').waitFor();
    expect(await rig.page.getByRole('textbox', { name: 'Hold-out' }).count()).toBe(0);
  });

  it('write numbers and dates as chosen, on every page and at once, and stay after a reload', async () => {
    await rig.open({ home, rows: makeRows(1200, Date.now()) }, { hash: '#/settings' });
    const { page } = rig;
    const select = page.getByRole('combobox', { name: 'Numbers and dates' });
    await select.selectOption('Deutsch');
    await page.getByText('1.234,50').waitFor();
    // What was written before is written anew.
    await page.locator('#data-title ~ dl').getByText('1.200 exchanges').waitFor();
    await rig.keepPictures('formats', [360, 900]);
    await page.evaluate('location.hash = "#/"');
    await page.getByRole('cell', { name: '1.200' }).first().waitFor();
    await page.reload();
    await page.getByRole('cell', { name: '1.200' }).first().waitFor();
    expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual(['en', 'ltr']);
    await page.evaluate('location.hash = "#/settings"');
    expect(await select.inputValue()).toBe('de-DE');
    await select.selectOption('As the system');
    await page.getByText('$1,234.50').waitFor();
  });

  it('offer the languages that there are, and keep the one that was chosen', async () => {
    await rig.open({ home }, { hash: '#/settings' });
    const select = rig.page.getByRole('combobox', { name: 'Language' });
    expect(await select.locator('option').allInnerTexts()).toEqual(['As the system', 'English']);
    expect(await select.inputValue()).toBe('system');
    await select.selectOption('English');
    await rig.page.reload();
    await expect.poll(() => select.inputValue()).toBe('en');
    expect(await rig.page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual([
      'en',
      'ltr',
    ]);
    expect(rig.complaints).toEqual([]);
  });
});
