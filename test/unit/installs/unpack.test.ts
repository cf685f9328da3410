import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Bundle,
  createTools,
  type ManagedTool,
  type Tools,
  type ToolsOptions,
} from '../../../sidecar/installs/index.ts';
import { unpackBuild } from '../../../sidecar/installs/unpack.ts';
import { type ArtifactServer, startArtifactServer } from './support/artifact-server.ts';
import { type BundleOptions, makeBundle } from './support/bundles.ts';
import { platform } from './support/records.ts';

let home = '';
let server: ArtifactServer;
/** Connections are cut after so many bytes of all that was sent; none left: never. */
let cuts: number[] = [];

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'the tools of these tests are shell scripts');
  home = mkdtempSync(join(tmpdir(), 'headroom-bundle-'));
  server = await startArtifactServer(Buffer.alloc(0));
  cuts = [];
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

function openWith(tool: ManagedTool, over: Partial<ToolsOptions> = {}): Tools {
  return createTools({ home, env: {}, platform, records: [tool], wait: async () => {}, ...over });
}

/** A bundle whose archives the server has. */
function open(over: BundleOptions = {}) {
  const made = makeBundle(server.url, over);
  const files: Readonly<Record<string, Buffer>> = made.files;
  server.answer = ({ url = '', headers }, response) => {
    const body = files[url.slice(1)] ?? Buffer.alloc(0);
    const from = headers['if-range'] === '"v1"' ? Number(/\d+/.exec(headers.range ?? '')?.[0] ?? 0) : 0;
    const rest = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag: '"v1"',
      'content-length': rest.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
    });
    const cut = cuts.shift();
    if (cut === undefined || cut >= rest.length) response.end(rest);
    else response.write(rest.subarray(0, cut), () => response.socket?.end());
    return true;
  };
  return { ...made, tools: openWith(made.tool) };
}

const build = (tool: ManagedTool): Bundle => tool.artifacts[platform] as Bundle;
const names = (): string[] => readdirSync(join(home, 'tools/tool')).sort();

describe('a tool of several archives', () => {
  it('is put there with its own files, without what nobody needs and without links, and runs', async () => {
    const { tools, files } = open();
    const result = await tools.install('tool');
    expect(result).toMatchObject({ outcome: 'installed', version: '1.0.0' });
    expect(names()).toEqual([expect.stringMatching(/^1\.0\.0-/), 'installed.json']);
    const version = join(home, 'tools/tool', names()[0]!);
    expect(result.path).toBe(join(version, 'runtime/bin/sh3'));
    const all = readdirSync(version, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
    expect(all.map(({ name }) => name).sort()).toEqual([
      'RECORD',
      'contents.txt',
      'dull',
      'program.sh',
      'sh3',
      'version',
    ]);
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
    expect(await tools.list()).toMatchObject([
      { state: 'current', downloads: [{ bytes: files['runtime.tar.gz'].length }, {}] },
    ]);
    expect(await tools.install('tool')).toMatchObject({ outcome: 'unchanged' });
  });

  it('is seen to be changed in any of its files, and put right', async () => {
    const { tools } = open();
    await tools.install('tool');
    const file = join(home, 'tools/tool', names()[0]!, 'packages/pack/version');
    writeFileSync(file, '9.9.9');
    await expect(tools.verify('tool')).rejects.toMatchObject({ code: 'tool.checksum' });
    expect(await tools.install('tool')).toMatchObject({ outcome: 'repaired' });
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
    expect(names()).toHaveLength(2);
  });

  it('goes forth and back, and away', async () => {
    await open().tools.install('tool');
    const { tools } = open({ version: '2.0.0' });
    expect(await tools.update('tool')).toMatchObject({ outcome: 'updated', version: '2.0.0' });
    expect(await tools.rollback('tool')).toMatchObject({ outcome: 'rolled-back', version: '1.0.0' });
    const kept = names().find((name) => name.startsWith('2.0.0'))!;
    writeFileSync(join(home, 'tools/tool', kept, 'program.sh'), 'x');
    await expect(tools.rollback('tool')).rejects.toMatchObject({ code: 'tool.checksum' });
    expect(await tools.remove('tool')).toMatchObject({ outcome: 'removed' });
    expect(readdirSync(join(home, 'tools'))).toEqual([]);
  });

  it('interrupted anywhere, goes on where it stopped; what has come whole does not come again', async () => {
    const { tools, files, tool } = open();
    const [runtime, wheel] = [files['runtime.tar.gz'].length, files['pack-1.whl'].length];
    for (const at of [0, 1, Math.floor(runtime / 2), runtime - 1]) {
      cuts = [at, 0, 0, 0, 0];
      await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.cut' });
      expect(names().every((name) => name.startsWith('download-'))).toBe(true);
    }
    cuts = [runtime, Math.floor(wheel / 2), 0, 0, 0, 0];
    await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.cut' });
    server.ranges.length = 0;
    cuts = [];
    // A process of its own would have to find everything on the disk, too.
    expect(await openWith(tool).install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual([expect.stringMatching(/^bytes=[1-9]/)]);
    expect(names()).toHaveLength(2);
  });

  it('can be brought as a directory', async () => {
    const { tools, files } = open();
    const directory = mkdtempSync(join(home, 'brought-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    expect(await tools.verify('tool', directory)).toMatchObject({ outcome: 'intact' });
    expect(await tools.install('tool', directory)).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual([]);
    await tools.remove('tool');
    writeFileSync(join(directory, 'pack-1.whl'), 'x');
    await expect(tools.install('tool', directory)).rejects.toMatchObject({ code: 'tool.checksum' });
    rmSync(join(directory, 'pack-1.whl'));
    await expect(tools.install('tool', directory)).rejects.toMatchObject({ code: 'tool.denied' });
  });
});

describe('version 1 stays as it was when version 2', () => {
  const faults: [string, string, BundleOptions, ((tool: ManagedTool) => ManagedTool)?][] = [
    ['has a link to the outside', 'tool.archive', { more: [{ name: 'python/l', kind: '2', link: '../../x' }] }],
    ['has a way out', 'tool.archive', { more: [{ name: 'python/../../x', content: 'x' }] }],
    ['has a file twice', 'tool.archive', { more: [{ name: 'python/bin/sh3', content: 'x' }] }],
    ['is larger inside', 'tool.archive', { more: [{ name: 'python/x', content: 'x'.repeat(100_000) }] }],
    ['says something else', 'tool.unfit', { modules: [{ name: 'pack/version', content: '3.0.0' }] }],
    ['does not start', 'tool.unfit', { interpreter: '#!/nowhere/sh\n' }],
    ['changes itself', 'tool.unfit', { interpreter: '#!/bin/sh\ntouch "$(dirname "$0")/new"\nexec /bin/sh "$@"\n' }],
    [
      'has no program',
      'tool.archive',
      {},
      (tool) => ({ ...tool, artifacts: { [platform]: { ...build(tool), program: 'x' } } }),
    ],
    [
      'has other bytes',
      'tool.checksum',
      {},
      (tool) => {
        const [runtime, wheel] = build(tool).archives;
        const archives = [runtime!, { ...wheel!, sha256: '0'.repeat(64) }];
        return { ...tool, artifacts: { [platform]: { ...build(tool), archives } } };
      },
    ],
    [
      'puts two archives over each other',
      'tool.archive',
      { modules: [{ name: 'bin/sh3', content: 'x' }] },
      (tool) => {
        const archives = build(tool).archives.map((one) => ({ ...one, into: 'runtime' }));
        return { ...tool, artifacts: { [platform]: { ...build(tool), archives } } };
      },
    ],
  ];
  it.each(faults)('%s', async (_what, code, over, change = (tool) => tool) => {
    await open().tools.install('tool');
    const before = names();
    const receipts = readFileSync(join(home, 'tools/tool/installed.json'), 'utf8');
    const { tool } = open({ version: '2.0.0', ...over });
    const tools = openWith(change(tool));
    await expect(tools.install('tool')).rejects.toMatchObject({ code });
    expect(names().filter((name) => !name.startsWith('download-'))).toEqual(before);
    expect(readFileSync(join(home, 'tools/tool/installed.json'), 'utf8')).toBe(receipts);
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact', version: '1.0.0' });
    expect(existsSync(join(home, 'tools/x'))).toBe(false);
  });

  it('finds no room, before anything is fetched', async () => {
    const { tool } = open();
    const tools = openWith(tool, { readFreeBytes: async () => 1000 });
    await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.disk' });
    expect(server.ranges).toEqual([]);
  });
});

it('a single program is written alone', async () => {
  const { tool } = open();
  const paths = Object.entries(makeBundle(server.url).files).map(([name, content]) => {
    writeFileSync(join(home, name), content);
    return join(home, name);
  });
  const unpacked = await unpackBuild(build(tool), paths, join(home, 'fresh'));
  expect(unpacked).toMatchObject({ program: 'runtime/bin/sh3', file: { name: 'contents.txt' } });
});
