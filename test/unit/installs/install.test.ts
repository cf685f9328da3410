import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../sidecar/contract/errors.ts';
import { createTools, type ManagedTool, type Tools, type ToolsOptions } from '../../../sidecar/installs/index.ts';
import { cert, key } from '../../sidecar/support/certificate.ts';
import { makeTarGz, makeZip } from './support/archives.ts';
import { type ArtifactServer, startArtifactServer } from './support/artifact-server.ts';
import { makeRelease, makeScript, platform } from './support/records.ts';

let home = '';
let server: ArtifactServer;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'the tools of these tests are shell scripts');
  home = mkdtempSync(join(tmpdir(), 'headroom-faults-'));
  server = await startArtifactServer(Buffer.alloc(0));
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const openWith = (tool: ManagedTool, over: Partial<ToolsOptions> = {}): Tools =>
  createTools({ home, env: {}, platform, records: [tool], wait: async () => {}, ...over });

/** A release that the server has, and the room that would install it. */
function open(version?: string, over: Parameters<typeof makeRelease>[2] = {}) {
  const release = makeRelease(`${server.url}/tool.tar.gz`, version, over);
  server.body = release.archive;
  return { ...release, tools: openWith(release.tool) };
}

const at = (tool: ManagedTool, url: string): ManagedTool => ({
  ...tool,
  artifacts: { [platform]: { ...tool.artifacts[platform]!, url } },
});

/** Version 1 is installed; then something goes wrong with version 2. Version 1 must be there as it was. */
async function expectFault(code: string, tools: Tools, ready?: () => void): Promise<AppError> {
  await open('1.0.0').tools.install('tool');
  const before = snapshot();
  ready?.();
  const error = await tools.install('tool').then(
    () => null,
    (reason) => reason,
  );
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(/^.{15,}\.$/),
    hint: expect.stringMatching(/.{15,}/),
  });
  expect(error).toBeInstanceOf(AppError);
  expect(snapshot()).toEqual(before);
  expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact', version: '1.0.0' });
  return error as AppError;
}

/** Everything of the tool but the part of a download. */
function snapshot(): Record<string, string> {
  const root = join(home, 'tools', 'tool');
  const names = readdirSync(root, { recursive: true, withFileTypes: true });
  const kept = names.filter((entry) => entry.isFile() && !entry.name.startsWith('download.part'));
  return Object.fromEntries(
    kept.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  );
}

describe('the way to the file', () => {
  it('nobody listens', async () => {
    const { tool } = open('2.0.0');
    await expectFault('tool.offline', openWith(at(tool, 'http://127.0.0.1:9/tool.tar.gz')));
  });

  it('the name cannot be resolved', async () => {
    const { tool } = open('2.0.0');
    // Too long for a name: refused without asking the network.
    const error = await expectFault(
      'tool.dns',
      openWith(at(tool, `https://${'a'.repeat(70)}.invalid/x?signature=secret`)),
    );
    expect(error.message).not.toContain('secret');
  });

  it('somebody else’s certificate', async () => {
    const secure = createSecureServer({ cert, key }, (_, response) => response.end('x'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    try {
      const { tool } = open('2.0.0');
      const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/tool.tar.gz`;
      const error = await expectFault('tool.tls', openWith(at(tool, url)));
      expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
    } finally {
      secure.close();
    }
  });

  it.each([
    [404, 'tool.missing'],
    [410, 'tool.missing'],
    [403, 'tool.refused'],
    [500, 'tool.refused'],
  ])('the server answers %i', async (status, code) => {
    const { tools } = open('2.0.0');
    await expectFault(code, tools, () => {
      server.answer = (_, response) => Boolean(response.writeHead(status).end('no'));
    });
  });

  it.each([
    ['to an unprotected address elsewhere', 'http://example.com/tool.tar.gz?signature=secret'],
    ['to another computer', 'https://example.com/tool.tar.gz?signature=secret'],
    ['to an address with a login', 'http://me:secret@127.0.0.1/tool.tar.gz'],
    ['in a circle', '/tool.tar.gz?signature=secret'],
    ['to no address', 'http://[secret'],
    ['to another scheme', 'file:///etc/passwd?secret'],
  ])('the server sends %s', async (_what, location) => {
    const { tools } = open('2.0.0');
    const error = await expectFault('tool.refused', tools, () => {
      server.answer = (_, response) => Boolean(response.writeHead(302, { location }).end());
    });
    expect(`${error.message} ${error.hint}`).not.toContain('secret');
  });

  it('a redirect on this computer is followed', async () => {
    const { tools } = open('2.0.0');
    server.answer = ({ url }, response) =>
      url === '/tool.tar.gz' && Boolean(response.writeHead(302, { location: '/there' }).end());
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toHaveLength(2);
  });
});

describe('the file', () => {
  it.each<[string, (archive: Buffer) => Buffer]>([
    ['another one of the same length', (archive) => Buffer.alloc(archive.length, 7)],
    ['one bit', (archive) => archive.map((byte, index) => (index === 99 ? byte ^ 1 : byte)) as Buffer],
    ['longer', (archive) => Buffer.concat([archive, Buffer.from('x')])],
    ['shorter', (archive) => archive.subarray(1)],
  ])('is %s: a wrong hash never installs', async (_what, change) => {
    const { tools, archive } = open('2.0.0');
    await expectFault('tool.checksum', tools, () => {
      server.body = change(archive);
      server.ranges.length = 0;
    });
    expect(server.ranges).toEqual(['']);
    expect(existsSync(join(home, 'tools/tool/download.part'))).toBe(false);
  });

  it('is longer than it says', async () => {
    const { tools, archive } = open('2.0.0');
    await expectFault('tool.checksum', tools, () => {
      server.answer = (_, response) => Boolean(response.end(Buffer.concat([archive, archive])));
    });
  });

  const script = makeScript('2.0.0');
  it.each<[string, Buffer, 'tar.gz' | 'zip']>([
    ['leads out of its directory (tar)', makeTarGz([{ name: '../../evil', content: script }]), 'tar.gz'],
    ['leads out of its directory (zip)', makeZip([{ name: '../../evil', content: script }]), 'zip'],
    ['holds a link', makeTarGz([{ name: 'tool', kind: '2', link: '/bin/sh' }]), 'tar.gz'],
    ['holds more', makeTarGz([{ name: 'tool', content: script }, { name: 'more' }]), 'tar.gz'],
    ['holds another program', makeTarGz([{ name: 'tool', content: script.replace('2.0.0', '2.0.1') }]), 'tar.gz'],
  ])('is as pinned, but %s', async (_what, archive, format) => {
    const { tools } = open('2.0.0', { archive, format, script });
    await expectFault('tool.archive', tools, () => {
      server.body = archive;
    });
    expect(readdirSync(home)).toEqual(['tools']);
  });

  it.each<[string, string, number]>([
    ['says another version', '#!/bin/sh\necho "tool 2.0.1"\n', 20_000],
    ['fails', '#!/bin/sh\necho "tool 2.0.0"\nexit 3\n', 20_000],
    ['does not end', '#!/bin/sh\nexec sleep 100\n', 300],
    ['is for another computer', '\x7fELF nonsense', 20_000],
    ['changes itself', '#!/bin/sh\necho "tool 2.0.0"\nx="$(cat "$0")"\necho "#" >> "$0"\n', 20_000],
  ])('is a program that %s', async (_what, script, timeoutMs) => {
    const { tools, archive } = open('2.0.0', { script, timeoutMs });
    await expectFault('tool.unfit', tools, () => {
      server.body = archive;
    });
  });
});

describe('this computer', () => {
  it('has too little room: nothing is even asked for', async () => {
    const { tool } = open('2.0.0');
    const tools = openWith(tool, { readFreeBytes: async () => 1000 });
    const error = await expectFault('tool.disk', tools, () => {
      server.ranges.length = 0;
    });
    expect(error.message).toContain('are needed');
    expect(server.ranges).toEqual([]);
  });

  it('does not let us write', async () => {
    const { tools } = open();
    writeFileSync(join(home, 'tools'), 'a file of somebody');
    await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.denied', hint: expect.any(String) });
    expect(readFileSync(join(home, 'tools'), 'utf8')).toBe('a file of somebody');
  });

  it('has a link where the download goes: it is not followed', async () => {
    const { tools } = open();
    const precious = join(home, 'precious');
    writeFileSync(precious, 'as it was');
    mkdirSync(join(home, 'tools/tool'), { recursive: true });
    symlinkSync(precious, join(home, 'tools/tool/download.part'));
    await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.denied' });
    expect(readFileSync(precious, 'utf8')).toBe('as it was');
  });

  it('is asked to install a tool that is being installed: it says by whom, and changes nothing', async () => {
    const { tools, tool, archive } = open();
    let release = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      server.answer = (_, response) => {
        release = () => void response.end(archive);
        resolve();
        return true;
      };
    });
    const first = tools.install('tool');
    await asked;
    for (const action of ['install', 'update', 'rollback', 'remove'] as const) {
      await expect(openWith(tool)[action]('tool')).rejects.toMatchObject({
        code: 'tool.busy',
        message: expect.stringContaining(`process ${process.pid}`),
      });
    }
    release();
    expect(await first).toMatchObject({ outcome: 'installed' });
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
    expect(readdirSync(join(home, 'tools'))).toEqual(['tool']);
  });

  it('had a Headroom that was killed while it installed: its claim counts no more', async () => {
    const { tools } = open();
    mkdirSync(join(home, 'tools'), { recursive: true });
    for (const left of ['{"pid":999999999,"identity":"then"}', `{"pid":${process.pid},"identity":"another"}`, '{"pi']) {
      writeFileSync(join(home, 'tools/tool.claim'), left);
      await tools.install('tool');
      await tools.remove('tool');
    }
    expect(readdirSync(join(home, 'tools'))).toEqual([]);
  });
});

describe('an interrupted download', () => {
  const part = (): string => join(home, 'tools/tool/download.part');

  it('goes on within one run, as long as bytes come', async () => {
    const { tools, archive } = open();
    server.cuts = [1000, 1000];
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges.length).toBeGreaterThanOrEqual(3);
    expect(server.ranges.at(-1)).toMatch(/^bytes=\d+-$/);
    expect(archive.length).toBeGreaterThan(2000);
  });

  // Fifty bytes in all, ten in every fifth of the archive: each has its own time limit.
  it.each([0, 1, 2, 3, 4])('at any byte of fifth %i: the next run goes on from there, and installs', async (fifth) => {
    const { tools, archive } = open();
    const min = Math.floor((archive.length * fifth) / 5);
    const max = Math.floor((archive.length * (fifth + 1)) / 5) - 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min, max }), async (cut) => {
        server.cuts = [cut, 0];
        await expect(tools.install('tool')).rejects.toMatchObject({
          code: 'tool.cut',
          hint: expect.stringMatching(/again/),
        });
        expect(await tools.list()).toMatchObject([{ state: 'absent', progress: { phase: 'failed' } }]);
        const have = readFileSync(part());
        expect(have.equals(archive.subarray(0, cut))).toBe(true);
        server.ranges.length = 0;
        server.cuts = [];
        expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
        expect(server.ranges).toEqual([have.length === 0 ? '' : `bytes=${have.length}-`]);
        expect(existsSync(part())).toBe(false);
        await tools.remove('tool');
      }),
      { numRuns: 10 },
    );
  });

  /** A part of the right file lies there. */
  async function cut(): Promise<ReturnType<typeof open>> {
    const opened = open();
    server.cuts = [5000, 0];
    await expect(opened.tools.install('tool')).rejects.toMatchObject({ code: 'tool.cut' });
    server.cuts = [];
    server.ranges.length = 0;
    return opened;
  }

  it.each<[string, () => void]>([
    ['knows no ranges', () => Object.assign(server, { ignoresRange: true })],
    ['has another file by now', () => Object.assign(server, { etag: '"v2"' })],
    [
      'answers with another range',
      () => {
        server.answer = ({ headers }, response) =>
          headers.range !== undefined &&
          Boolean(response.writeHead(206, { 'content-range': `bytes 0-9/${server.body.length}` }).end('0123456789'));
      },
    ],
    [
      'says that there is no such range',
      () => {
        server.answer = ({ headers }, response) =>
          headers.range !== undefined && Boolean(response.writeHead(416).end());
      },
    ],
  ])('starts anew when the server %s', async (_what, change) => {
    const { tools } = await cut();
    change();
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges[0]).toMatch(/^bytes=/);
  });

  it('starts anew when nothing says that it is the same file', async () => {
    server.etag = 'W/"weak"';
    const { tools } = await cut();
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual(['']);
  });

  it('starts anew, once, when the part has rotted', async () => {
    const { tools } = await cut();
    const bytes = readFileSync(part());
    bytes[7]! ^= 1;
    writeFileSync(part(), bytes);
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual([`bytes=${bytes.length}-`, '']);
  });

  it('holds other bytes under the same tag: what was resumed is thrown away, and a wrong hash never installs', async () => {
    const { tools, archive } = await cut();
    server.body = archive.map((byte, index) => (index === archive.length - 9 ? byte ^ 1 : byte));
    const error = await tools.install('tool').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'tool.checksum', hint: expect.stringMatching(/.{15,}/) });
    expect(server.ranges).toEqual(['bytes=5000-', '']);
    expect(readdirSync(join(home, 'tools/tool'))).toEqual([]);
    server.body = archive;
    server.ranges.length = 0;
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual(['']);
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
  });

  it('is of another file from one part to the next: nothing of the first is kept', async () => {
    const { tools, archive } = open();
    const other = Buffer.alloc(archive.length, 7);
    server.answer = (_, response) => {
      server.answer = null;
      response.writeHead(200, { etag: '"v0"', 'content-length': other.length });
      response.write(other.subarray(0, 4000), () => response.socket?.end());
      return true;
    };
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual(['', 'bytes=4000-']);
    expect(await tools.verify('tool')).toMatchObject({ outcome: 'intact' });
  });

  it('does not go on with the part of another release', async () => {
    await cut();
    const { tools } = open('2.0.0');
    expect(await tools.install('tool')).toMatchObject({ version: '2.0.0' });
    expect(server.ranges).toEqual(['']);
  });

  it('is whole already: nobody is asked', async () => {
    const { tools, archive } = await cut();
    writeFileSync(part(), archive);
    expect(await tools.install('tool')).toMatchObject({ outcome: 'installed' });
    expect(server.ranges).toEqual([]);
  });

  it('ends with the process that asked for it, and can go on', async () => {
    const { tools, tool, archive } = open();
    server.answer = (_, response) => {
      response.setHeader('etag', '"v1"');
      response
        .writeHead(200, { 'content-length': archive.length })
        .write(archive.subarray(0, 3000), () => tools.close());
      return true;
    };
    await expect(tools.install('tool')).rejects.toMatchObject({ code: 'tool.cut' });
    server.answer = null;
    expect(await openWith(tool).install('tool')).toMatchObject({ outcome: 'installed' });
  });
});
