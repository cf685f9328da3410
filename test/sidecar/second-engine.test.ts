import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTools } from '../../sidecar/installs/index.ts';
import { type Sidecar, startSidecar } from '../../sidecar/main.ts';
import { resolveSettings } from '../../sidecar/settings.ts';
import { makeBundle } from '../unit/installs/support/bundles.ts';
import { platform } from '../unit/installs/support/records.ts';
import { makePlainLines, makeRequest } from '../unit/worker/support/plain-text.ts';
import { type Provider, startProvider } from './provider.ts';
import { call } from './rig.ts';

const fake = fileURLToPath(new URL('../unit/worker/support/second-program.mjs', import.meta.url));

let home: string;
let provider: Provider;
let sidecar: Sidecar | undefined;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'what stands for Python is a shell script');
  home = await mkdtemp(join(tmpdir(), 'headroom-second-sidecar-'));
  provider = await startProvider();
});
afterEach(async () => {
  await sidecar?.close();
  sidecar = undefined;
  await provider?.close();
  await rm(home, { recursive: true, force: true, maxRetries: 9 });
});

async function start(isOn: boolean): Promise<Sidecar> {
  const flags = { port: 0, home, 'anthropic-api-url': provider.url, ...(isOn && { 'second-engine': true }) };
  sidecar = await startSidecar(resolveSettings(flags, {}));
  return sidecar;
}

/** Installs a program under the library's name that stands for Python. */
async function install(): Promise<void> {
  const interpreter = `#!/bin/sh\n[ "$1" = -I ] && exec '${process.execPath}' '${fake}' good\nexec /bin/sh "$@"\n`;
  const files: Record<string, Buffer> = {};
  const server = createServer(({ url = '' }, response) => response.end(files[url.slice(1)]));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made = makeBundle(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { interpreter });
  Object.assign(files, made.files);
  const tools = createTools({ home, env: {}, platform, records: [{ ...made.tool, id: 'headroom-ai' }] });
  await tools.install('headroom-ai');
  server.close();
}

const check = async () => (await sidecar!.services.checks()).find(({ id }) => id === 'second-engine');

async function waitFor(state: string): Promise<void> {
  while ((await check())?.message.startsWith(state) !== true) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A request with a text that ours leaves whole. @returns whether it went out as it came */
async function ask(seed: number): Promise<boolean> {
  const body = Buffer.from(makeRequest([makePlainLines(100, seed).join('\n')]));
  expect((await call(sidecar!.url, '/v1/messages', { body })).status).toBe(200);
  return provider.received.at(-1)!.body.equals(body);
}

describe('the second engine of a sidecar', { timeout: 60_000 }, () => {
  it('is not spoken of when it is switched off, also when it is installed', async () => {
    await install();
    await start(false);
    expect(await ask(1)).toBe(true);
    expect(await check()).toBeUndefined();
  });

  it('is missed in health when it is switched on and not installed; requests do not mind', async () => {
    await start(true);
    expect(await ask(1)).toBe(true);
    expect(await check()).toMatchObject({ ok: false, message: expect.stringContaining('headroom tools install') });
  });

  it('is started by the first text for it, which goes without it', async () => {
    await install();
    await start(true);
    await waitFor('idle');
    expect(await ask(1)).toBe(true);
    await waitFor('ready');
    expect(await check()).toMatchObject({ ok: true });
    expect(await ask(1)).toBe(true);
  });
});
