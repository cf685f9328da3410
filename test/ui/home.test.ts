import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeRow, makeRows } from './fixture-rows.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const headline = (): Promise<string> => rig.page.locator('h1:visible').innerText();
const live = (state: string) => rig.page.locator(`.live[data-state="${state}"]`);

describe('the built page', () => {
  it('is small: what is loaded for the first paint is below 105 kB, compressed, and all of it below 150 kB', () => {
    const names = readdirSync(join(rig.uiDir, 'assets')).filter((name) => /\.(js|css)$/.test(name));
    const html = readFileSync(join(rig.uiDir, 'index.html'), 'utf8');
    const sum = (which: readonly string[]): number =>
      which.reduce((all, name) => all + gzipSync(readFileSync(join(rig.uiDir, 'assets', name))).length, 0);
    const first = names.filter((name) => html.includes(name));
    expect(first.length).toBeGreaterThan(1);
    expect(sum(first)).toBeLessThan(105_000);
    expect(sum(names)).toBeLessThan(150_000);
  });

  it('fetches the other pages as soon as the first one stands, and says so when it cannot', async () => {
    await rig.open({ rows: makeRows(3, Date.now()) });
    const rest = () =>
      rig.page.evaluate(`performance.getEntriesByType('resource').some(({ name }) => /later-/.test(name))`);
    await expect.poll(rest).toBe(true);
    await rig.page.route(/\/later-[\w-]+\.js$/, (route) => route.abort());
    await rig.page.reload();
    await rig.page.evaluate('location.hash = "#/optimise"');
    await rig.page.getByText('Headroom does not answer.').waitFor();
    await rig.page.unroute(/\/later-[\w-]+\.js$/);
    await rig.page.getByRole('button', { name: 'Reload' }).click();
    await rig.page.getByRole('group', { name: 'What to look at' }).waitFor();
  });

  it('runs under a policy without inline scripts, styles or data addresses', () => {
    const html = readFileSync(join(rig.uiDir, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style="|data:|https?:/);
    const names = readdirSync(join(rig.uiDir, 'assets'));
    expect(names.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  });
});

describe('the first page', () => {
  it('says whether it helps, shows the figures, and nothing jumps or complains on the way', async () => {
    await rig.open({ rows: makeRows(12, Date.now()), delayMs: 1500 });
    await rig.page.locator('.totals[aria-busy="true"] .blank').first().waitFor();
    await rig.page.locator('.saved').first().waitFor();
    await rig.page.locator('.chart canvas').first().waitFor();
    expect(await headline()).toMatch(/^(Saving|Cost|No clear)/);
    expect(await rig.page.evaluate('window.shifted')).toBeLessThan(0.01);
    expect(rig.complaints).toEqual([]);
  });

  it('shows how to connect a client while there is no traffic, and the first exchange by itself', async () => {
    await rig.open({ rows: [] });
    await rig.page.getByRole('heading', { name: 'Point an agent here' }).waitFor();
    expect(await headline()).toBe('No traffic yet');
    expect(await rig.page.getByText('ANTHROPIC_BASE_URL=http://127.0.0.1:').count()).toBe(2);
    await live('running').waitFor();
    rig.fixture.record(makeRow(0, Date.now()));
    await rig.page.getByRole('link', { name: /^Last request now, from Claude Code: 1 result shortened/ }).waitFor();
    await rig.page.locator('.headline[data-tone="kept"]').waitFor();
    expect(await headline()).toMatch(/^Saving/);
    expect(rig.complaints).toEqual([]);
  });

  it('reads one bar in a fixed place by keyboard and opens its span in the list', async () => {
    const at = new Date().setHours(0, 30, 0, 0);
    await rig.open({ rows: [makeRow(0, at), makeRow(1, at - 1000)] });
    const chart = rig.page.getByRole('slider', { name: 'Dollars spent and not spent' });
    await chart.focus();
    const place = await chart.boundingBox();
    await rig.page.keyboard.press('Home');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^00:00 – 01:00: spent \$0\.04\d/);
    await rig.page.keyboard.press('ArrowRight');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toBe('01:00 – 02:00: no requests');
    expect(await chart.boundingBox()).toEqual(place);
    const summary = rig.page.getByText('As a table');
    await summary.press('Enter');
    await rig.page.getByRole('rowheader', { name: '00:00 – 01:00' }).waitFor();
    await summary.press('Enter');
    await chart.focus();
    await rig.page.keyboard.press('ArrowLeft');
    await rig.page.keyboard.press('Enter');
    await rig.page.getByText('2 exchanges match.').waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('splits by client, shows one alone, and goes through days as far as there is anything', async () => {
    const now = Date.now();
    await rig.open({ rows: [...makeRows(8, now), makeRow(9, now - 3 * 86_400_000)] });
    await rig.page.getByRole('radio', { name: 'By client' }).check();
    const table = rig.page.getByRole('table', { name: 'By client' });
    await table.getByRole('radio', { name: 'Codex' }).check();
    const title = await rig.page.locator('.history-period h3').innerText();
    await rig.page.getByRole('button', { name: 'Previous day' }).click();
    await expect.poll(() => rig.page.locator('.history-period h3').innerText()).not.toBe(title);
    for (const name of ['Month', 'All time']) await rig.page.getByRole('radio', { name }).check();
    expect(await rig.page.locator('.history-period h3').innerText()).toBe('Since the first request');
    expect(rig.complaints).toEqual([]);
  });

  it.each(['CSV', 'PNG'])('hands out the history as %s', async (kind) => {
    await rig.open({ rows: makeRows(3, Date.now()) });
    const download = rig.page.waitForEvent('download');
    await rig.page.getByRole('button', { name: kind }).click();
    const path = await (await download).path();
    const head = readFileSync(path).subarray(0, 12).toString('latin1');
    expect(head).toContain(kind === 'CSV' ? 'start,end,na' : 'PNG');
    expect(rig.complaints).toEqual([]);
  });

  it('says that nobody answers, keeps the last figures, and comes back by itself', async () => {
    await rig.open({ rows: makeRows(3, Date.now()) });
    await rig.page.locator('.saved').first().waitFor();
    await live('running').waitFor();
    await rig.fixture.stop();
    await rig.page.getByText('Agents that point here cannot reach their provider').waitFor();
    expect(await headline()).toBe('Headroom is not running, or cannot be reached');
    expect(await rig.page.locator('.saved').count()).toBe(3);
    rig.fixture.world.rows = makeRows(5, Date.now());
    await rig.fixture.start();
    await live('running').waitFor();
    await expect.poll(headline).toMatch(/^(Saving|Cost|No clear)/);
  });

  it('says what is wrong with the ledger and tries again when asked', async () => {
    await rig.open({ rows: makeRows(3, Date.now()), isLocked: true });
    await rig.page.getByText('The ledger is locked by another program.').first().waitFor();
    expect(await headline()).toBe('The figures cannot be read');
    rig.fixture.world.isLocked = false;
    await rig.page.getByRole('button', { name: 'Try again' }).click();
    await rig.page.locator('.saved').first().waitFor();
  });

  it('tells failed checks and unpriced models in words', async () => {
    const bill = {
      actualUsd: null,
      shadowUsd: null,
      savedUsd: null,
      errorUsd: null,
      basis: 'estimated',
      unpricedRequests: 1,
    } as const;
    const checks = [{ id: 'disk', ok: false, message: 'The disk is almost full.' }];
    await rig.open({ rows: [makeRow(0, Date.now(), { bill, model: 'house-model' })], checks });
    await rig.page.getByText('The disk is almost full.').waitFor();
    expect(await headline()).toMatch(/fewer prompt tokens today, not counted in dollars$/);
    expect(await live('degraded').innerText()).toBe('Needs attention');
  });
});
