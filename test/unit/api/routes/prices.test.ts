import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PricesInForce } from '../../../../sidecar/contract/prices.ts';
import { createPrices } from '../../../../sidecar/prices/index.ts';
import { makeApi } from '../make-api.ts';

const path = '/api/v1/prices';
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-prices-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const open = () =>
  makeApi({ prices: createPrices({ home, seen: async () => [{ model: 'odd', requests: 2 }], onChange() {} }) });
const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

describe(path, () => {
  it('tells the prices, sets one, takes it back', async () => {
    const { ask } = open();
    const first = async (response: Promise<Response>) => ((await (await response).json()) as PricesInForce).prices[0];
    expect(await first(ask(path))).toMatchObject({ id: 'odd', source: 'none' });
    const rates = { input: 1, output: 2 };
    expect(await first(ask(path, post({ model: 'odd', rates })))).toMatchObject({ source: 'own', rates });
    expect(await first(ask(path, post({ model: 'odd', rates: null })))).toMatchObject({ source: 'none' });
  });

  it('says by field what is wrong', async () => {
    const { ask } = open();
    for (const [body, field] of [
      [{ model: 'odd', rates: { input: -1, output: 2 } }, 'input'],
      [{ model: 'odd', rates: { input: 1, output: 'two' } }, 'output'],
      [{ model: 'odd', rates: { input: 1 } }, 'output'],
      [{ model: '', rates: null }, 'model'],
    ] as const) {
      const response = await ask(path, post(body));
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { code: 'price.invalid', fields: { [field]: expect.any(String) }, hint: expect.any(String) },
      ]);
    }
  });

  it('wants the token, and is absent where nobody knows prices', async () => {
    expect((await open().ask(path, { headers: { authorization: '' } })).status).toBe(401);
    expect((await makeApi().ask(path)).status).toBe(404);
  });
});
