import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRow } from './fixture-rows.ts';
import { usePage } from './page-rig.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rig = usePage();
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-prices-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const file = (): string => join(home, 'prices.json');
const open = async (models: readonly string[]): Promise<void> => {
  const now = Date.now();
  const rows = models.map((model, at) => makeRow(at, now - at, { model }));
  await rig.open({ home, rows }, { hash: '#/settings' });
  await rig.page.getByRole('heading', { name: 'Prices' }).waitFor();
};

describe('prices', () => {
  it('are set for a model that has none, say what is wrong, and are taken back', async () => {
    await open(['my-own-model', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20250929']);
    const { page } = rig;
    const table = page.getByRole('table', { name: 'Prices of the models that were used' });
    const row = (name: string) => table.getByRole('row').filter({ hasText: name });
    await row('my-own-model').getByText('Unpriced: not in any dollars').waitFor();
    expect(await row('claude-sonnet-4-5').textContent()).toMatch(/\$3\.00\$3\.75\$6\.00\$0\.30\$15\.00/);
    await page.getByRole('button', { name: 'Set a price: my-own-model' }).click();
    const form = page.getByRole('form', { name: 'Your price of my-own-model' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await form.getByRole('textbox', { name: 'Fresh input' }).fill('0,5');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('It must be given.').waitFor();
    await form.getByRole('textbox', { name: 'Output' }).fill('-2');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('It must be a number from 0 to 100000.').waitFor();
    await rig.keepPictures('prices-form', [360, 900, 1440]);
    expect(existsSync(file())).toBe(false);
    await form.getByRole('textbox', { name: 'Output' }).fill('2');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your price of my-own-model holds for what is recorded from now on.').waitFor();
    expect(await row('my-own-model').textContent()).toMatch(/Your own price.+\$0\.50\$2\.00/);
    expect(JSON.parse(readFileSync(file(), 'utf8')).models).toEqual([
      { id: 'my-own-model', input: 0.5, output: 2, cacheRead: 0.5, cacheWrite5m: 0.5, cacheWrite1h: 0.5 },
    ]);
    await page.getByRole('button', { name: 'Change: my-own-model' }).click();
    await rig.keepPictures('prices-own', [900]);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await row('my-own-model').getByText('Unpriced').waitFor();
    expect(existsSync(file())).toBe(false);
  });

  it('are added for a model that was not used yet, say what is wrong, and are undone', async () => {
    await open(['my-own-model']);
    const { page } = rig;
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    const add = page.getByRole('button', { name: 'Add a price' });
    await add.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'Your price of another model' });
    const name = form.getByRole('textbox', { name: 'Name of the model' });
    expect(await name.evaluate('document.activeElement === document.querySelector(".price-name input")')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await form.count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('my-own-model');
    await form.getByRole('textbox', { name: 'Fresh input' }).fill('2');
    await page.keyboard.press('Enter');
    await form.getByText('It stands in the list already').waitFor();
    await form.getByText('It must be given.').waitFor();
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await rig.keepPictures('prices-add', [360, 900, 1440]);
    await page.evaluate(axe);
    const violations = `axe.run('.price-form', { resultTypes: ['violations'] }).then((found) => found.violations.map(({ id }) => id))`;
    expect(await page.evaluate(violations)).toEqual([]);
    await name.fill('  vendor/next-model ');
    await form.getByRole('textbox', { name: 'Output' }).fill('-8');
    await page.keyboard.press('Enter');
    await form.getByText('It must be a number from 0 to 100000.').waitFor();
    expect(existsSync(file())).toBe(false);
    await form.getByRole('textbox', { name: 'Output' }).fill('8');
    await page.keyboard.press('Enter');
    await page.getByText('Your price of vendor/next-model holds for what is recorded from now on.').waitFor();
    expect(await row('next-model').textContent()).toMatch(/Your own price.+\$2\.00\$8\.00/);
    expect(await add.evaluate('document.activeElement.textContent')).toBe('Add a price');
    await rig.keepPictures('prices-added', [360, 900]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('is taken back.').waitFor();
    await expect.poll(() => row('next-model').count()).toBe(0);
    expect(existsSync(file())).toBe(false);
    expect(rig.complaints.filter((line) => !line.includes('400'))).toEqual([]);
  });

  it('that another name of a model has replaced come back whole', async () => {
    const kept = {
      models: [{ id: 'claude-sonnet-4-5', input: 1, output: 2, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 }],
    };
    writeFileSync(file(), JSON.stringify(kept));
    await open([]);
    const { page } = rig;
    await page.getByRole('button', { name: 'Add a price' }).click();
    await page.getByRole('textbox', { name: 'Name of the model' }).fill('claude-sonnet-4-5-20250929');
    await page.getByRole('textbox', { name: 'Fresh input' }).fill('7');
    await page.getByRole('textbox', { name: 'Output' }).fill('9');
    await page.getByRole('form').getByRole('button', { name: 'Save' }).click();
    await page.getByText('holds for what is recorded').waitFor();
    expect(JSON.parse(readFileSync(file(), 'utf8')).models).toMatchObject([{ input: 7, output: 9 }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => JSON.parse(readFileSync(file(), 'utf8'))).toEqual(kept);
  });

  it('tell what is wrong in the file, and leave it alone', async () => {
    writeFileSync(file(), '{');
    await open(['claude-sonnet-4-5']);
    const { page } = rig;
    await page.getByText('prices.json is not as it should be').waitFor();
    await page.getByRole('button', { name: 'Use my own: claude-sonnet-4-5' }).click();
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByRole('form').getByText('Your prices.json is not JSON').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('form', { name: 'Your price of' }).count()).toBe(0);
    expect(readFileSync(file(), 'utf8')).toBe('{');
  });

  it('of all known models can be looked at before any was used', async () => {
    await open([]);
    await rig.page.getByText('No model was used yet.').waitFor();
    await rig.page.getByText(/\d+ other models with a known price/).click();
    await rig.page.getByRole('row').filter({ hasText: 'claude-opus-4-5' }).waitFor();
    await rig.keepPictures('prices-none', [900]);
  });
});
