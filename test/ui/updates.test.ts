import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReleaseServer, startReleaseServer } from '../unit/updates/support/release-server.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
let home = '';
let server: ReleaseServer;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-updates-'));
  server = await startReleaseServer();
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

describe('updates', () => {
  it('are asked for when a channel is chosen and somebody says so; a link leads to the newer version', async () => {
    await rig.open({ home, updatesUrl: server.url }, { hash: '#/settings' });
    const { page } = rig;
    await page.getByText('Nobody is asked for a newer one.').waitFor();
    expect(await page.getByRole('button', { name: 'Ask now' }).count()).toBe(0);
    await page.getByRole('group', { name: 'Newer versions' }).getByRole('radio', { name: 'Stable' }).check();
    await page.getByText('Not asked yet.').waitFor();
    expect(server.asked).toEqual([]);
    await page.getByRole('button', { name: 'Ask now' }).click();
    await page.getByText('Headroom 99.1.0 (stable) is there; 0.0.0 runs.').waitFor();
    const link = page.getByRole('link', { name: 'What is new' });
    expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([
      'https://example.com/headroom/99.1.0',
      '_blank',
    ]);
    await rig.keepPictures('updates', [360, 900, 1440]);
    server.answer = (response) => response.writeHead(500).end();
    await page.getByRole('button', { name: 'Ask now' }).click();
    await page.getByText('answers with status 500').waitFor();
    await rig.keepPictures('updates-failed', [900]);
    await page.getByRole('group', { name: 'Newer versions' }).getByRole('radio', { name: 'Off' }).check();
    await page.getByText('Nobody is asked for a newer one.').waitFor();
    expect(rig.complaints).toEqual([]);
  });

  it('are nowhere on the page without an address', async () => {
    await rig.open({ home }, { hash: '#/settings' });
    await rig.page.getByRole('heading', { name: 'Your data' }).waitFor();
    await rig.page.getByRole('group', { name: 'Mode' }).waitFor();
    expect(await rig.page.getByRole('heading', { name: 'Updates' }).count()).toBe(0);
  });
});
