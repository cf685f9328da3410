import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPage, findBrowser, type OpenBrowser, openBrowser } from './browser.ts';
import { type Fixture, startFixture, type World } from './fixture-api.ts';
import { makeRow, makeRows } from './fixture-rows.ts';

const executable = findBrowser();
let uiDir = '';
beforeAll(async () => {
  uiDir = await buildPage();
}, 60_000);
afterAll(() => rmSync(uiDir, { recursive: true, force: true }));

describe('the built page', () => {
  it('stays small', () => {
    const scripts = readdirSync(join(uiDir, 'assets')).filter((name) => name.endsWith('.js'));
    const gzipped = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(uiDir, 'assets', name))).length, 0);
    expect(gzipped).toBeGreaterThan(0);
    expect(gzipped).toBeLessThan(60_000);
  });

  it('runs under a policy without inline scripts, styles or data addresses', () => {
    const html = readFileSync(join(uiDir, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style="|data:|https?:/);
    const names = readdirSync(join(uiDir, 'assets'));
    expect(names.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  });
});

describe('the dashboard in a browser', () => {
  let opened: OpenBrowser;
  let fixture: Fixture;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    if (executable) opened = await openBrowser(executable);
  });
  afterAll(async () => {
    if (executable) await opened.close();
  });
  beforeEach((context) => {
    if (!executable) context.skip('no Chromium on this computer: install chromium or Chrome to run the page tests');
    complaints = [];
  });
  afterEach(async () => {
    if (!executable) return;
    await page.close();
    await fixture.stop();
  });

  async function open(world: Partial<World>, options: { width?: number } = {}): Promise<void> {
    fixture = await startFixture(uiDir, world);
    page = await opened.browser.newPage({
      viewport: { width: options.width ?? 1100, height: 720 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(`
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    await page.goto(fixture.url);
  }
  const headline = (): Promise<string> => page.locator('h1:visible').innerText();
  const rowLinks = () => page.locator('a.row-link');
  const focused = (): Promise<string | null> => page.evaluate('document.activeElement?.getAttribute("href") ?? null');

  it('says whether it helps, shows the lines, and nothing jumps or complains on the way', async () => {
    await open({ rows: makeRows(12, Date.now()), delayMs: 400 });
    await page.locator('.totals[aria-busy="true"] .blank').first().waitFor();
    await rowLinks().first().waitFor();
    await page.locator('.saved').first().waitFor();
    expect(await headline()).toMatch(/^(Saving|Cost|No clear)/);
    expect(await rowLinks().count()).toBe(12);
    expect(await page.evaluate('window.shifted')).toBeLessThan(0.01);
    expect(complaints).toEqual([]);
  });

  it('shows how to connect a client while there is no traffic, and the first exchange by itself', async () => {
    await open({ rows: [] });
    await page.getByRole('heading', { name: 'Point an agent here' }).waitFor();
    expect(await headline()).toBe('No traffic yet');
    expect(await page.getByText('ANTHROPIC_BASE_URL=http://127.0.0.1:').count()).toBe(2);
    await page.locator('.live[data-state="open"]').waitFor();
    fixture.record(makeRow(0, Date.now()));
    await rowLinks().first().waitFor();
    await page.locator('.headline[data-tone="kept"]').waitFor();
    expect(await headline()).toMatch(/^Saving/);
    expect(complaints).toEqual([]);
  });

  it('goes to an exchange and back by keyboard alone, and finds its place again', async () => {
    const rows = makeRows(60, Date.now());
    await open({ rows, originals: { a1b2c3d4: 'the original\u001b[0m text' } });
    await rowLinks().nth(49).waitFor();
    for (let i = 0; i < 20 && !(await focused())?.startsWith('#/exchanges/'); i++) await page.keyboard.press('Tab');
    for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowDown');
    const place = await focused();
    expect(place).toBe(`#/exchanges/${rows[30]?.id}`);
    const scrolled = await page.evaluate('window.scrollY');
    expect(scrolled).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    const segment = page.getByRole('button', { name: /^Bash npm test/ });
    await segment.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Before' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Before' }).inputValue()).toBe('the original␛[0m text');
    expect(await segment.getAttribute('aria-expanded')).toBe('true');
    await page.goBack();
    await rowLinks().first().waitFor({ state: 'attached' });
    await expect.poll(focused).toBe(place);
    expect(await page.evaluate('window.scrollY')).toBe(scrolled);
    expect(complaints).toEqual([]);
  });

  it('shows a tool result before and after side by side, and says when a text is gone', async () => {
    const row = makeRow(0, Date.now());
    const texts = { [`${row.id}/0`]: { original: 'line 1\nline 2', sent: 'line 1\n… 1 line' } };
    await open({ rows: [row], texts });
    await page.goto(`${fixture.url}#/exchanges/${row.id}`);
    await page.getByRole('button', { name: /^Bash npm test/ }).click();
    await page.getByRole('textbox', { name: 'After' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Before' }).inputValue()).toBe('line 1\nline 2');
    expect(await page.getByRole('textbox', { name: 'After' }).inputValue()).toBe('line 1\n… 1 line');
    await page.getByRole('button', { name: /^Grep/ }).click();
    await page.getByText('The texts are no longer in memory.').waitFor();
    await page.getByRole('button', { name: /^Read/ }).click();
    await page.getByText('It was sent as it came.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('holds new lines back while a row has the focus, and counts them', async () => {
    await open({ rows: makeRows(3, Date.now() - 60_000) });
    await page.locator('.live[data-state="open"]').waitFor();
    await rowLinks().first().focus();
    fixture.record(makeRow(100, Date.now()));
    const button = page.getByRole('button', { name: 'Show 1 new' });
    await button.waitFor();
    expect(await rowLinks().count()).toBe(3);
    await button.click();
    await expect.poll(() => rowLinks().count()).toBe(4);
  });

  it('pages through a long list', async () => {
    await open({ rows: makeRows(120, Date.now()) });
    const more = page.getByRole('button', { name: 'Show earlier ones' });
    await more.click();
    await expect.poll(() => rowLinks().count()).toBe(100);
    await more.click();
    await expect.poll(() => rowLinks().count()).toBe(120);
    await more.waitFor({ state: 'detached' });
  });

  it('says that nobody answers, keeps the last figures, and comes back by itself', async () => {
    await open({ rows: makeRows(3, Date.now()) });
    await rowLinks().first().waitFor();
    await page.locator('.live[data-state="open"]').waitFor();
    await fixture.stop();
    await page.getByText('Agents that point here cannot reach their provider').waitFor();
    expect(await headline()).toBe('Headroom is not running, or cannot be reached');
    expect(await rowLinks().count()).toBe(3);
    fixture.world.rows = makeRows(5, Date.now());
    await fixture.start();
    await page.locator('.live[data-state="open"]').waitFor();
    await expect.poll(headline).toMatch(/^(Saving|Cost|No clear)/);
    await expect.poll(() => rowLinks().count()).toBeGreaterThanOrEqual(5);
  });

  it('says what is wrong with the ledger and tries again when asked', async () => {
    await open({ rows: makeRows(3, Date.now()), isLocked: true });
    await page.getByText('The ledger is locked by another program.').waitFor();
    expect(await headline()).toBe('The figures cannot be read');
    fixture.world.isLocked = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await rowLinks().first().waitFor();
  });

  it('tells failed checks, unpriced models and an unknown exchange in words', async () => {
    const bill = {
      actualUsd: null,
      shadowUsd: null,
      savedUsd: null,
      errorUsd: null,
      basis: 'estimated',
      unpricedRequests: 1,
    } as const;
    const checks = [{ id: 'disk', ok: false, message: 'The disk is almost full.' }];
    await open({ rows: [makeRow(0, Date.now(), { bill, model: 'house-model' })], checks });
    await page.getByText('The disk is almost full.').waitFor();
    expect(await headline()).toMatch(/fewer prompt tokens today, not counted in dollars$/);
    await page.goto(`${fixture.url}#/exchanges/nothing`);
    await page.getByRole('heading', { name: 'This exchange is not in the ledger' }).waitFor();
  });

  it.each([360, 1100, 1600])('never scrolls sideways at %i px, whatever the names', async (width) => {
    const long = `vendor/${'a-very-long-model-name-'.repeat(6)}`;
    const row = makeRow(40, Date.now(), { client: long, model: long, fault: 'deadline', treatment: 'failed-open' });
    await open({ rows: [row, ...makeRows(4, Date.now() - 1000)] }, { width });
    await rowLinks().first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await rowLinks().first().click();
    await page.getByRole('heading', { name: 'Cost by kind of token' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
});
