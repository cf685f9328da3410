import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { type ReleaseServer, startReleaseServer } from '../unit/updates/support/release-server.ts';
import { type Ended, runNode } from './support/run-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
let server: ReleaseServer;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-updates-command-'));
  server = await startReleaseServer();
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const ownEnv = () => ({ HEADROOM_HOME: join(home, '.headroom'), HOME: home, USERPROFILE: home });

function headroom(...args: string[]): Promise<Ended> {
  return runNode([bin, ...args], { env: { ...ownEnv(), HEADROOM_UPDATES_URL: server.url } });
}

it('asks when a channel was chosen and somebody says so, and tells what it found', async () => {
  const off = await headroom('updates', 'check');
  expect([off.code, off.stderr]).toEqual([1, expect.stringContaining('headroom settings set updates stable')]);
  expect((await headroom('settings', 'set', 'updates', 'preview')).code).toBe(0);
  expect(server.asked).toEqual([]);
  const found = await headroom('updates', 'check');
  expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('Newer: 99.2.0-rc.1 (preview)')]);
  expect(JSON.parse((await headroom('updates', '--json')).stdout)).toMatchObject({ newer: { version: '99.2.0-rc.1' } });
  expect(server.asked).toEqual(['GET /releases.json']);
}, 60_000);

// `npm run pack -- --test` says what was built into the executable; into the sources nothing is.
it('knows the address that was packed in, which whoever starts it replaces or switches off', async () => {
  const packed = process.env.HEADROOM_PACKED_UPDATES_URL || null;
  const known = async (env: Record<string, string>, ...args: string[]) => {
    const { stdout, stderr } = await runNode([bin, 'updates', '--json', ...args], { env: { ...ownEnv(), ...env } });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
  expect(await known({})).toMatchObject({ url: packed, channel: 'off', checkedAt: null });
  expect(await known({ HEADROOM_UPDATES_URL: server.url })).toMatchObject({ url: server.url });
  expect(await known({}, '--updates-url', server.url)).toMatchObject({ url: server.url });
  expect(await known({ HEADROOM_UPDATES_URL: '' })).toMatchObject({ url: null });
  expect(await known({ HEADROOM_UPDATES_URL: server.url }, '--updates-url=none')).toMatchObject({ url: null });
  expect(server.asked).toEqual([]);
}, 60_000);
