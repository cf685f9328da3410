import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { type Provider, startProvider } from './provider.ts';
import { makeTurn, sendTurn } from './support/agent-turns.ts';
import { type Ended, runNode } from './support/run-process.ts';
import { cleanUp, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
let provider: Provider;
beforeEach(async () => {
  home = makeHome();
  provider = await startProvider((_request, response) => {
    const usage = { input_tokens: 1000, output_tokens: 10, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
    const content = [{ type: 'text', text: 'ok' }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content, usage }));
  });
});
afterEach(async () => {
  await cleanUp();
  await provider.close();
});

function prices(...args: string[]): Promise<Ended> {
  return runNode([bin, 'prices', ...args], { env: { HEADROOM_HOME: home, HOME: home, USERPROFILE: home } });
}

it('sets a price for what is recorded from then on, while a Headroom runs', async () => {
  const sidecar = await startSidecarProcess(home, provider.url);
  const body = makeTurn(1);
  const read = async (id: number): Promise<number | null> => {
    expect((await sendTurn(sidecar.url, `s${id}`, body)).status).toBe(200);
    return vi.waitFor(
      async () => {
        const rows = await sidecar.exchanges();
        expect(rows.length).toBe(id);
        return rows[0]?.bill.actualUsd ?? null;
      },
      { timeout: 20_000, interval: 50 },
    );
  };
  const before = await read(1);
  expect(before).toBeGreaterThan(0);
  const rates = ['--input', '0', '--output', '0'];
  const set = await prices('set', 'claude-sonnet-4-5', ...rates);
  expect([set.code, set.stderr]).toEqual([0, expect.stringContaining('for what is recorded from now on')]);
  expect(await read(2)).toBe(0);
  // What was recorded keeps its dollars.
  expect((await sidecar.exchanges()).map(({ bill }) => bill.actualUsd)).toEqual([0, before]);
  expect((await prices()).stdout).toMatch(/^claude-sonnet-4-5 +0 .*your own$/m);
  expect((await prices('unset', 'claude-sonnet-4-5')).code).toBe(0);
  expect(await read(3)).toBe(before);
}, 60_000);

it('sets a price when no Headroom runs, also of a model that nobody knows', async () => {
  const later = await prices('set', 'some/odd-model', '--input', '1.5', '--output', '3', '--cache-read', '0.2');
  expect([later.code, later.stderr]).toEqual([0, expect.stringContaining('from the next start on')]);
  expect(JSON.parse(readFileSync(join(home, 'prices.json'), 'utf8')).models[0]).toMatchObject({ cacheRead: 0.2 });
  expect((await prices()).stdout).toMatch(/^odd-model .+ your own$/m);
  expect((await prices('unset', 'odd-model')).code).toBe(0);
  expect(existsSync(join(home, 'prices.json'))).toBe(false);
}, 60_000);

it('refuses what is no price, and says how it is used', async () => {
  expect(await prices('set', 'odd', '--input', '1')).toMatchObject({ code: 2, stdout: '' });
  const high = await prices('set', 'odd', '--input', '1', '--output', '99999999');
  expect([high.code, high.stderr]).toEqual([2, expect.stringContaining('from 0 to 100000')]);
  expect(existsSync(join(home, 'prices.json'))).toBe(false);
}, 60_000);
