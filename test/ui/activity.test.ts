import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import { makeRow, makeRows } from './fixture-rows.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const rowLinks = () => rig.page.locator('a.row-link');
const focused = (): Promise<string | null> => rig.page.evaluate('document.activeElement?.getAttribute("href") ?? null');
const live = (state: string) => rig.page.locator(`.live[data-state="${state}"]`);

describe('the list of exchanges', () => {
  it('goes to an exchange and back by keyboard alone, and finds its place again', async () => {
    const rows = makeRows(60, Date.now());
    await rig.open({ rows, originals: { a1b2c3d4: 'the original\u001b[0m text' } }, { hash: '#/activity' });
    await rowLinks().first().waitFor();
    for (let i = 0; i < 20 && !(await focused())?.startsWith('#/exchanges/'); i++) await rig.page.keyboard.press('Tab');
    for (let i = 0; i < 30; i++) await rig.page.keyboard.press('ArrowDown');
    const place = await focused();
    expect(place).toBe(`#/exchanges/${rows[30]?.id}`);
    const scrolled = await rig.page.evaluate('window.scrollY');
    expect(scrolled).toBeGreaterThan(0);
    await rig.page.keyboard.press('Enter');
    const segment = rig.page.getByRole('button', { name: /^Bash npm test/ });
    await segment.focus();
    await rig.page.keyboard.press('Enter');
    await rig.page.getByRole('textbox', { name: 'Before' }).waitFor();
    expect(await rig.page.getByRole('textbox', { name: 'Before' }).inputValue()).toBe('the original␛[0m text');
    expect(await segment.getAttribute('aria-expanded')).toBe('true');
    await rig.page.goBack();
    await expect.poll(focused).toBe(place);
    await expect.poll(() => rig.page.evaluate('window.scrollY')).toBe(scrolled);
    expect(rig.complaints).toEqual([]);
  });

  it('holds new lines back while a row has the focus, counts them, and puts them in by itself otherwise', async () => {
    await rig.open({ rows: makeRows(3, Date.now() - 60_000) }, { hash: '#/activity' });
    await live('running').waitFor();
    await rowLinks().first().focus();
    rig.fixture.record(makeRow(-100, Date.now()));
    const button = rig.page.getByRole('button', { name: 'Show 1 new' });
    await button.waitFor();
    expect(await rowLinks().count()).toBe(3);
    await button.click();
    await expect.poll(() => rowLinks().count()).toBe(4);
    await rig.page.evaluate('document.activeElement.blur()');
    rig.fixture.record(makeRow(-101, Date.now()));
    await expect.poll(() => rowLinks().count()).toBe(5);
  });

  it('scrolls through 100,000 exchanges and draws only what is on the screen', async () => {
    const rows = makeRows(100_000, Date.now());
    await rig.open({ rows }, { hash: '#/activity' });
    await rig.page.getByText('100,000 exchanges').waitFor();
    await rowLinks().first().focus();
    await rig.page.keyboard.press('End');
    await expect.poll(focused).toBe(null);
    await rig.page.locator(`a[href="#/exchanges/${rows.at(-1)?.id}"]`).waitFor();
    expect(await rig.page.locator('tr.exchange').count()).toBeLessThan(80);
    await rig.page.keyboard.press('Home');
    await rig.page.locator(`a[href="#/exchanges/${rows[0]?.id}"]`).waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('reads the layout once per step, before it changes anything', async () => {
    await rig.open({ rows: makeRows(5000, Date.now()) }, { hash: '#/activity' });
    await rowLinks().first().waitFor();
    const [steps, reads] = (await rig.page.evaluate(`(async () => {
      let [steps, reads] = [0, 0];
      const read = Element.prototype.getBoundingClientRect;
      Element.prototype.getBoundingClientRect = function () { reads++; return read.call(this); };
      addEventListener('scroll', () => steps++);
      for (let i = 1; i <= 30; i++) {
        scrollTo(0, i * 5000);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
      return [steps, reads];
    })()`)) as [number, number];
    expect(steps).toBeGreaterThan(10);
    // The height of a line and the place of the list; a second look at both would be six.
    expect(reads / steps).toBeLessThan(3);
    expect(rig.complaints).toEqual([]);
  });

  it('is narrowed down by the sidecar, and the address keeps it', async () => {
    await rig.open({ rows: makeRows(40, Date.now()) }, { hash: '#/activity' });
    await rig.page.getByText('40 exchanges').waitFor();
    await rig.page.getByRole('combobox', { name: 'Client' }).selectOption('Codex');
    await rig.page.getByText('10 match.').or(rig.page.getByText('10 exchanges match.')).waitFor();
    await rig.page.getByRole('searchbox').fill('nobody');
    await rig.page.getByText('No exchange matches.').waitFor();
    expect(rig.page.url()).toContain('client=codex');
    await rig.page.reload();
    await rig.page.getByText('No exchange matches.').waitFor();
    await rig.page.getByRole('button', { name: 'Show all' }).click();
    await rig.page.getByText('40 exchanges').waitFor();
    expect(rig.complaints).toEqual([]);
  });
});

describe('what happened to an exchange', () => {
  it.each([360, 449, 641, 821, 1081, 1201])(
    'is told whole in a window of %i px, in lines of one height',
    async (width) => {
      const now = Date.now();
      const faults = ['deadline', 'worker-died', 'worker-absent', 'no-store', 'engine'];
      const changes: Partial<ExchangeRow>[] = [
        ...faults.map((fault) => ({ treatment: 'failed-open', fault }) as const),
        ...[400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 529].map(
          (status) => ({ status, treatment: 'edited' }) as const,
        ),
        ...[
          { fault: 'client-abort' },
          { fault: 'upstream-reset', status: 200 },
          { fault: 'upstream-absent', status: 502 },
        ],
        ...([{ treatment: 'replayed' }, { treatment: 'holdout' }, { treatment: 'bypassed' }] as const),
      ];
      const rows = changes.map((change, at) => makeRow(at, now - at, { fault: null, ...change }));
      await rig.open({ rows }, { hash: '#/activity', width });
      await rig.page.setViewportSize({ width, height: 3000 });
      await expect.poll(() => rowLinks().count()).toBe(rows.length);
      await rig.keepPictures('activity-outcomes', [width]);
      const [cut, heights] = (await rig.page.evaluate(`(() => {
      const texts = [...document.querySelectorAll('.exchanges .what-text')];
      const heights = [...document.querySelectorAll('tr.exchange')].map((row) => row.getBoundingClientRect().height);
      return [
        texts.filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.textContent),
        [...new Set(heights.map((height) => Math.round(height * 10)))].length,
      ];
    })()`)) as [string[], number];
      expect(cut).toEqual([]);
      expect(heights).toBe(1);
    },
  );
});

describe('one exchange', () => {
  it('shows a tool result before and after side by side, and says when a text is gone', async () => {
    const row = makeRow(0, Date.now());
    const texts = { [`${row.id}/0`]: { original: 'line 1\nline 2', sent: 'line 1\n… 1 line' } };
    await rig.open({ rows: [row], texts }, { hash: `#/exchanges/${row.id}` });
    await rig.page.getByRole('button', { name: /^Bash npm test/ }).click();
    await rig.page.getByRole('textbox', { name: 'After' }).waitFor();
    expect(await rig.page.getByRole('textbox', { name: 'Before' }).inputValue()).toBe('line 1\nline 2');
    expect(await rig.page.getByRole('textbox', { name: 'After' }).inputValue()).toBe('line 1\n… 1 line');
    await rig.page.getByRole('button', { name: /^Grep/ }).click();
    await rig.page.getByText('The texts are no longer in memory.').waitFor();
    await rig.page.getByRole('button', { name: /^Read/ }).click();
    await rig.page.getByText('It was sent as it came.').waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('says when it is not in the ledger', async () => {
    await rig.open({ rows: makeRows(3, Date.now()) }, { hash: '#/exchanges/nothing' });
    await rig.page.getByRole('heading', { name: 'This exchange is not in the ledger' }).waitFor();
  });
});
