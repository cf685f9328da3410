import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrices } from '../../../sidecar/prices/index.ts';

let home = '';
let applied: (string | null)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-prices-'));
  applied = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const path = (): string => join(home, 'prices.json');
const open = (at: string | null = home) =>
  createPrices({
    home: at,
    seen: async () => [{ model: 'claude-sonnet-4-5-20250929', requests: 2 }],
    onChange: (text) => applied.push(text),
  });

describe('prices of one’s own', () => {
  it('are kept for their owner alone, put in force, and taken back', async () => {
    const prices = open();
    const { prices: rows, file } = await prices.set('anthropic/claude-sonnet-4.5', { input: 2, output: 8 });
    expect([file, rows[0]]).toMatchObject([path(), { id: 'claude-sonnet-4-5', source: 'own', builtIn: { input: 3 } }]);
    expect(rows[0]?.rates).toEqual({ input: 2, output: 8, cacheRead: 2, cacheWrite5m: 2, cacheWrite1h: 2 });
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(applied).toEqual([readFileSync(path(), 'utf8')]);
    expect((await prices.set('claude-sonnet-4-5', null)).prices[0]).toMatchObject({ source: 'built-in' });
    expect([existsSync(path()), applied.at(-1)]).toEqual([false, null]);
  });

  it('that were edited by hand hold as soon as they are looked at', async () => {
    const prices = open();
    await prices.read();
    writeFileSync(path(), '{"models":[{"id":"mine","input":1,"output":2},{"id":"bad"}]}');
    const { prices: rows, problems } = await prices.read();
    expect(rows.find(({ id }) => id === 'mine')?.source).toBe('own');
    expect(problems).toEqual([expect.stringContaining('entry 2')]);
    await prices.read();
    expect(applied).toEqual([null, readFileSync(path(), 'utf8')]);
  });

  it.each([
    [{ input: -1, output: 2 }, ['input']],
    [{ input: Number.NaN, output: 2 }, ['input']],
    [{ input: 1, output: 2e6, cacheRead: -3 }, ['output', 'cacheRead']],
  ])('are refused with what is wrong: %o', async (rates, fields) => {
    const refusal = await open()
      .set('mine', rates)
      .catch((error) => error);
    expect(refusal).toMatchObject({ code: 'price.invalid' });
    expect(Object.keys(refusal.fields).sort()).toEqual([...fields].sort());
    expect(existsSync(path())).toBe(false);
  });

  it('need a name, a readable file and a home', async () => {
    const rates = { input: 1, output: 2 };
    for (const name of ['', 'a/', 'a\nb', 'x'.repeat(201)]) {
      await expect(open().set(name, rates)).rejects.toMatchObject({
        code: 'price.invalid',
        fields: { model: expect.stringContaining('name') },
      });
    }
    writeFileSync(path(), 'not json');
    await expect(open().set('mine', rates)).rejects.toMatchObject({ code: 'file.unreadable' });
    expect(readFileSync(path(), 'utf8')).toBe('not json');
    await expect(open(null).set('mine', rates)).rejects.toMatchObject({ code: 'store.denied' });
    expect(await open(null).read()).toMatchObject({ file: null, problems: [] });
  });
});
