import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTools } from '../../sidecar/installs/index.ts';
import { startArtifactServer } from '../unit/installs/support/artifact-server.ts';
import { makeRelease, platform } from '../unit/installs/support/records.ts';
import { usePage } from './page-rig.ts';

const rig = usePage();
const section = () => rig.page.getByRole('region', { name: 'Tools' });
const press = (name: string) => section().getByRole('button', { name, exact: true }).click();

it('a tool is installed with its progress shown, and removed', async () => {
  await rig.open({ rows: [] }, { hash: '#/health' });
  await rig.page.locator('.live[data-state="running"]').waitFor();
  await press('Install rtk');
  await section().getByText('1 MB of 4 MB').waitFor();
  expect(await section().getByRole('button', { name: 'Install rtk' }).isDisabled()).toBe(true);
  rig.fixture.tools.finish();
  await section().getByText('Installed 0.50.0').waitFor();
  await press('Remove rtk');
  await section().getByRole('button', { name: 'Install rtk' }).waitFor();
  expect(rig.complaints).toEqual([]);
});

it('what fails says why, and what to do', async () => {
  await rig.open({ rows: [] }, { hash: '#/health' });
  await press('Install other');
  await section().getByRole('alert').getByText('What came is not what was pinned. Try again.').waitFor();
  const again = section().getByRole('button', { name: 'Install other' });
  await expect.poll(() => again.isEnabled()).toBe(true);
  // Also for whoever comes back to the page later.
  await rig.page.reload();
  await section().getByRole('alert').getByText('What came is not what was pinned. Try again.').waitFor();
  await expect.poll(() => again.isEnabled()).toBe(true);
});

it('a real download is cancelled, goes on where it stopped, and fails with what to do', async (context) => {
  context.skip(process.platform === 'win32', 'the tool of this test is a shell script');
  const home = mkdtempSync(join(tmpdir(), 'headroom-page-tools-'));
  const server = await startArtifactServer(Buffer.alloc(0));
  try {
    const { tool, archive } = makeRelease(`${server.url}/tool.tar.gz`);
    const managed = createTools({ home, env: {}, platform, records: [tool], wait: async () => {} });
    await rig.open({ rows: [], managed }, { hash: '#/health' });
    await rig.page.locator('.live[data-state="running"]').waitFor();

    server.body = Buffer.alloc(archive.length);
    await press(`Install ${tool.name}`);
    await section()
      .getByRole('alert')
      .getByText(/another checksum than the pinned one/)
      .waitFor();

    server.body = archive;
    server.answer = (_, response) => {
      response.setHeader('etag', '"v1"');
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 3000));
      return true;
    };
    await press(`Install ${tool.name}`);
    await press(`Cancel installing ${tool.name}`);
    await section().getByRole('alert').getByText('was cancelled. What came is kept').waitFor();

    server.answer = null;
    await press(`Install ${tool.name}`);
    await section().getByText(`Installed ${tool.version}`).waitFor();
    expect(await section().getByRole('alert').count()).toBe(0);
    await press(`Remove ${tool.name}`);
    await section().getByText('Not installed').waitFor();
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 9 });
  }
}, 60_000);
