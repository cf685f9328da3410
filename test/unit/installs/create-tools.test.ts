import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToolProgress } from '../../../sidecar/contract/tools.ts';
import { createTools, type ManagedTool } from '../../../sidecar/installs/index.ts';
import { type ArtifactServer, startArtifactServer } from './support/artifact-server.ts';
import { makeRelease, platform } from './support/records.ts';

let home = '';
let server: ArtifactServer;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'the tools of these tests are shell scripts');
  home = mkdtempSync(join(tmpdir(), 'headroom-tools-'));
  server = await startArtifactServer(Buffer.alloc(0));
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

/** The room with one record; its archive is what the server gives. */
function open(version?: string, over: Parameters<typeof makeRelease>[2] = {}) {
  const release = makeRelease(`${server.url}/tool.tar.gz`, version, over);
  server.body = release.archive;
  return { ...release, tools: openWith(release.tool) };
}

function openWith(tool: ManagedTool) {
  return createTools({ home, env: {}, platform, records: [tool] });
}

const files = (): string[] => readdirSync(join(home, 'tools', 'tool')).sort();

describe('install', () => {
  it('puts the pinned program there with its receipt, and nothing else', async () => {
    const { tools, script } = open();
    const result = await tools.install('tool');
    expect(result).toMatchObject({ id: 'tool', outcome: 'installed', version: '1.0.0' });
    expect(readFileSync(result.path ?? '', 'utf8')).toBe(script);
    expect(files()).toEqual([expect.stringMatching(/^1\.0\.0-[0-9a-f]{8}$/), 'installed.json']);
    expect(readdirSync(join(home, 'tools'))).toEqual(['tool']);
    const { current } = JSON.parse(readFileSync(join(home, 'tools/tool/installed.json'), 'utf8'));
    expect(current).toMatchObject({ licence: 'MIT', edition: 'test', source: `${server.url}/tool.tar.gz` });
    expect(await tools.list()).toMatchObject([{ state: 'current', installed: { path: result.path }, previous: null }]);
  });

  it('does nothing when it is there, and repairs it when it was changed', async () => {
    const { tools, script } = open();
    const { path } = await tools.install('tool');
    expect(await tools.install('tool')).toMatchObject({ outcome: 'unchanged', path });
    expect(server.ranges).toHaveLength(1);
    writeFileSync(path ?? '', `${script.slice(0, -1)}!`);
    await expect(tools.verify('tool')).rejects.toMatchObject({ code: 'tool.checksum' });
    const repaired = await tools.install('tool');
    expect(repaired).toMatchObject({ outcome: 'repaired', version: '1.0.0' });
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
    expect(files()).toHaveLength(2);
  });

  it('can be begun anew as soon as it is cancelled', async () => {
    const { tools } = open();
    server.answer = (_, response) => {
      response.writeHead(200, { 'content-length': server.body.length }).write(server.body.subarray(0, 100));
      return true;
    };
    for (let round = 0; round < 3; round++) {
      const begun = new Promise<void>((resolve) => void tools.onProgress(() => resolve()));
      const installing = tools.install('tool');
      installing.catch(() => undefined);
      await begun;
      await tools.cancel('tool');
      expect(readdirSync(join(home, 'tools')).filter((name) => name.endsWith('.claim'))).toEqual([]);
      await expect(installing).rejects.toMatchObject({ code: 'tool.cancelled' });
    }
    server.answer = null;
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
  });

  it('says where the program is, as long as it is there', async () => {
    const { tools } = open();
    expect(await tools.locate('tool')).toBeNull();
    const { path } = await tools.install('tool');
    expect(await tools.locate('tool')).toEqual({ program: path, directory: join(home, 'tools/tool', files()[0]!) });
    rmSync(path ?? '');
    expect(await tools.locate('tool')).toBeNull();
  });

  it('takes an archive that was brought, without asking anybody, if it is the pinned one', async () => {
    const { tools, archive } = open();
    const file = join(home, 'brought.tar.gz');
    writeFileSync(file, archive);
    expect(await tools.verify('tool', file)).toMatchObject({ outcome: 'intact', path: file });
    expect(await tools.install('tool', file)).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual([]);
    expect(readFileSync(file).equals(archive)).toBe(true);
    archive[40]! ^= 1;
    writeFileSync(file, archive);
    await tools.remove('tool');
    for (const bad of [file, home, join(home, 'none')]) await expect(tools.install('tool', bad)).rejects.toThrow();
    expect(await tools.list()).toMatchObject([{ state: 'absent' }]);
  });

  it('tells how far it is, and that it is done', async () => {
    const { tools, archive } = open();
    const told: ToolProgress[] = [];
    const stop = tools.onProgress((progress) => told.push(progress));
    await tools.install('tool');
    stop();
    await tools.remove('tool');
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['download', 'check', 'done']);
    expect(told.at(-1)).toMatchObject({ tool: 'tool', totalBytes: archive.length, error: null });
    expect(told.map(({ doneBytes }) => doneBytes)).toEqual(
      told.map(({ doneBytes }) => doneBytes).sort((a, b) => a - b),
    );
  });

  it('runs the program once, without our settings and in a home of its own', async () => {
    const seen = join(home, 'seen');
    process.env.HEADROOM_TEST_SECRET = 'sk-secret';
    try {
      const { tools } = open('1.0.0', { script: `#!/bin/sh\necho "tool 1.0.0"\nenv >> '${seen}'\n` });
      await tools.install('tool');
    } finally {
      delete process.env.HEADROOM_TEST_SECRET;
    }
    const env = readFileSync(seen, 'utf8');
    expect(env).toMatch(/^QUIET=1$/m);
    expect(env).not.toContain('sk-secret');
    expect(env.match(/^HOME=/gm)).toHaveLength(1);
    const own = /^HOME=(.*)$/m.exec(env)?.[1] ?? '';
    expect(own.startsWith(join(home, 'tools'))).toBe(true);
    expect(existsSync(own)).toBe(false);
  });
});

describe('update and rollback', () => {
  it('keep the version before, and go back and forth without a download', async () => {
    await open('1.0.0').tools.install('tool');
    const { tools } = open('2.0.0');
    expect(await tools.list()).toMatchObject([
      { state: 'outdated', version: '2.0.0', installed: { version: '1.0.0' } },
    ]);
    expect(await tools.update('tool')).toMatchObject({ outcome: 'updated', version: '2.0.0' });
    expect(await tools.list()).toMatchObject([{ state: 'current', previous: '1.0.0' }]);
    const asked = server.ranges.length;
    const back = await tools.rollback('tool');
    expect(back).toMatchObject({ outcome: 'rolled-back', version: '1.0.0' });
    expect(existsSync(back.path ?? '')).toBe(true);
    expect(await tools.update('tool')).toMatchObject({ version: '2.0.0' });
    expect(server.ranges).toHaveLength(asked);
    expect(files()).toHaveLength(3);
  });

  it('keep one version before, not two, and none that is damaged', async () => {
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) await open(version).tools.install('tool');
    expect(files()).toHaveLength(3);
    const { tools } = open('3.0.0');
    expect(await tools.list()).toMatchObject([{ previous: '2.0.0' }]);
    const kept = files().find((name) => name.startsWith('2.0.0')) ?? '';
    writeFileSync(join(home, 'tools/tool', kept, 'tool'), 'x');
    await expect(tools.rollback('tool')).rejects.toMatchObject({ code: 'tool.checksum' });
    expect(await tools.list()).toMatchObject([{ state: 'current', installed: { version: '3.0.0' } }]);
    await open('4.0.0').tools.install('tool');
    expect(await openWith(open('4.0.0').tool).list()).toMatchObject([{ previous: '3.0.0' }]);
  });

  it('ask for something that is installed', async () => {
    const { tools } = open();
    for (const action of ['update', 'rollback', 'verify'] as const)
      await expect(tools[action]('tool')).rejects.toMatchObject({
        code: 'tool.not-installed',
        hint: expect.any(String),
      });
    await tools.install('tool');
    await expect(tools.rollback('tool')).rejects.toMatchObject({ code: 'tool.not-installed' });
  });
});

describe('remove', () => {
  it('leaves nothing, also of what was broken off', async () => {
    const { tools } = open();
    await tools.install('tool');
    writeFileSync(join(home, 'tools/tool/download.part'), 'half');
    expect(await tools.remove('tool')).toEqual({ id: 'tool', outcome: 'removed', version: null, path: null });
    expect(readdirSync(join(home, 'tools'))).toEqual([]);
    expect(await tools.remove('tool')).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('a receipt that somebody changed', () => {
  it('leads nowhere: the tool is installed anew', async () => {
    const { tools } = open();
    await tools.install('tool');
    const path = join(home, 'tools/tool/installed.json');
    const receipts = JSON.parse(readFileSync(path, 'utf8'));
    receipts.current.directory = '../../..';
    for (const text of [JSON.stringify(receipts), '{', '']) {
      writeFileSync(path, text);
      expect(await tools.list()).toMatchObject([{ state: 'absent' }]);
      expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
      expect(files()).toHaveLength(2);
    }
  });

  it('does not hide that its file is missing', async () => {
    const { tools } = open();
    const { path } = await tools.install('tool');
    chmodSync(path ?? '', 0o600);
    rmSync(path ?? '');
    expect(await tools.list()).toMatchObject([{ state: 'damaged' }]);
  });
});

it('unknown tools and other computers are told apart', async () => {
  const { tools, tool } = open();
  await expect(tools.install('other')).rejects.toMatchObject({ code: 'tool.unknown', hint: 'There is: tool.' });
  const foreign = createTools({ home, env: {}, platform: 'plan9-mips', records: [tool] });
  await expect(foreign.install('tool')).rejects.toMatchObject({ code: 'tool.unsupported' });
  expect(await foreign.list()).toMatchObject([{ state: 'unsupported', downloads: [] }]);
  expect(existsSync(join(home, 'tools'))).toBe(false);
});
