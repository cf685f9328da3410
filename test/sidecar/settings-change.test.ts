import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { readToken } from '../../sidecar/store/token.ts';
import { type Provider, startProvider } from './provider.ts';
import { call } from './rig.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { type Ended, runNode } from './support/run-process.ts';
import { cleanUp, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
let provider: Provider;
beforeEach(async () => {
  home = makeHome();
  provider = await startProvider();
});
afterEach(async () => {
  await cleanUp();
  await provider.close();
});

function settings(...args: string[]): Promise<Ended> {
  return runNode([bin, 'settings', ...args], { env: { HEADROOM_HOME: home, HOME: home, USERPROFILE: home } });
}

/** Sends the nth turn of a session. @returns the tool results that the provider saw. */
async function send(url: string, session: string, turns: number): Promise<readonly string[]> {
  expect((await sendTurn(url, session, makeTurn(turns))).status).toBe(200);
  return readResults(provider.received.at(-1)!.body);
}

const whole = (turns: number): readonly string[] => readResults(Buffer.from(makeTurn(turns)));

it('changes settings for conversations that begin afterwards, also over a restart; those that run keep their bytes', async () => {
  let sidecar = await startSidecarProcess(home, provider.url);
  const before = await send(sidecar.url, 'runs', 2);
  expect(before.join().length).toBeLessThan(whole(2).join().length);

  expect((await settings('set', 'optimise', 'off')).stderr).toContain('for conversations that begin from now on');
  const during = await send(sidecar.url, 'runs', 3);
  expect(during.slice(0, 2)).toEqual(before);
  expect(during[2]!.length).toBeLessThan(whole(3)[2]!.length);
  expect(await send(sidecar.url, 'untouched', 1)).toEqual(whole(1));
  expect(provider.received.at(-1)!.body.toString()).toBe(makeTurn(1));

  const body = JSON.stringify({ compressorsOff: ['json'], mode: 'token', optimise: null });
  const headers = { authorization: `Bearer ${readToken(home)}` };
  expect((await call(sidecar.url, '/api/v1/settings', { method: 'PATCH', headers, body })).status).toBe(200);
  const without = await send(sidecar.url, 'without', 2);
  expect(without).not.toEqual(before);
  expect((await send(sidecar.url, 'runs', 4)).slice(0, 3)).toEqual(during);

  // Asking makes the ledger write what it was told before.
  await sidecar.exchanges();
  await sidecar.kill();
  sidecar = await startSidecarProcess(home, provider.url);
  expect((await settings('get', 'compressorsOff')).stdout).toBe('json\n');
  expect((await send(sidecar.url, 'runs', 5)).slice(0, 3)).toEqual(during);
  expect(await send(sidecar.url, 'untouched', 2)).toEqual(whole(2));
  expect(await send(sidecar.url, 'without', 2)).toEqual(without);
}, 60_000);

it('leaves a conversation that began under --no-optimize as it began, also after a start without', async () => {
  let sidecar = await startSidecarProcess(home, provider.url);
  const before = await send(sidecar.url, 'shortened', 2);
  await sidecar.exchanges();
  await sidecar.kill();
  sidecar = await startSidecarProcess(home, provider.url, { HEADROOM_OPTIMIZE: '0' });
  expect(await send(sidecar.url, 'whole', 2)).toEqual(whole(2));
  expect(await send(sidecar.url, 'shortened', 2)).toEqual(whole(2));
  await sidecar.exchanges();
  await sidecar.kill();
  sidecar = await startSidecarProcess(home, provider.url);
  expect(await send(sidecar.url, 'whole', 3)).toEqual(whole(3));
  expect(await send(sidecar.url, 'new', 2)).toEqual(before);
  expect((await send(sidecar.url, 'shortened', 3)).slice(0, 2)).toEqual(before);
}, 60_000);

it('refuses what is fixed or wrong, with and without a Headroom that runs', async () => {
  const { kill } = await startSidecarProcess(home, provider.url, { HEADROOM_HOLDOUT: '5' });
  const fixed = await settings('set', 'holdoutPercent', '7');
  expect(fixed).toMatchObject({ code: 2, stdout: '' });
  expect(fixed.stderr).toContain('fixed by HEADROOM_HOLDOUT');
  expect((await settings('list')).stdout).toMatch(/^upstreams\.openai +\S+ +fixed by OPENAI_TARGET_API_URL$/m);
  await kill();
  const kept = await settings('set', 'holdoutPercent', '7');
  expect(kept).toMatchObject({ code: 0 });
  expect(kept.stderr).toContain('from the next start on');
  expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toEqual({ version: 1, holdoutPercent: 7 });
  expect((await settings('set', 'mode', 'fast')).stderr).toContain('cache or token');
  expect((await settings('set', 'odd', '1')).code).toBe(2);
}, 60_000);

it('starts with a broken settings.json, says so, and loses nothing of it', async () => {
  writeFileSync(join(home, 'settings.json'), '{"mode": "token"');
  const { health } = await startSidecarProcess(home, provider.url);
  const told = (await health()).checks.find(({ id }) => id === 'settings');
  expect(told).toMatchObject({ ok: false, message: expect.stringContaining('settings.json cannot be read') });
  const aside = readdirSync(home).find((name) => name.startsWith('settings.json.broken-'))!;
  expect(readFileSync(join(home, aside), 'utf8')).toBe('{"mode": "token"');
}, 60_000);
