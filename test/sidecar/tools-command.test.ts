import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxyServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { ToolRow } from '../../sidecar/contract/tools.ts';
import { createTools } from '../../sidecar/installs/index.ts';
import { type ArtifactServer, startArtifactServer } from '../unit/installs/support/artifact-server.ts';
import { makeRelease, platform } from '../unit/installs/support/records.ts';
import { cert, key } from './support/certificate.ts';
import { type Ended, runNode, startNode } from './support/run-process.ts';

const LIMIT_MS = 60_000;
const bin = join(root, 'sidecar/cli/headroom.mjs');
const script = join(root, 'test/sidecar/support/tool-install.ts');
let home = '';
let server: ArtifactServer;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'the tools of these tests are shell scripts');
  home = mkdtempSync(join(tmpdir(), 'headroom-tools-command-'));
  server = await startArtifactServer(Buffer.alloc(0));
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

function headroom(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return runNode([bin, 'tools', ...args], { env: { HEADROOM_HOME: home, HOME: home, USERPROFILE: home, ...env } });
}

/** The server has this version; `url` for the process that installs it. */
function offer(version: string): { url: string; open: () => ReturnType<typeof createTools> } {
  const url = `${server.url}/tool.tar.gz`;
  const { tool, archive } = makeRelease(url, version);
  server.body = archive;
  return { url, open: () => createTools({ home, env: {}, platform, records: [tool] }) };
}

/** How a process that installs ended. */
function readOutcome({ stdout, stderr }: Ended): string {
  return /^outcome (.+)$/m.exec(stdout)?.[1] ?? `none: ${stderr}`;
}

describe('headroom tools', () => {
  it(
    'lists what there is, for people and for programs, and writes nothing',
    async () => {
      const { code, stdout } = await headroom([]);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^rtk 0\.50\.0: .*\n[\s\S]*Apache-2\.0/)]);
      const { tools } = JSON.parse((await headroom(['list', '--json'])).stdout) as { tools: ToolRow[] };
      expect(tools).toMatchObject([
        { id: 'rtk', installed: null, licence: 'Apache-2.0' },
        { id: 'headroom-ai', installed: null },
      ]);
      expect(readdirSync(home)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'refuses an archive that is not the pinned one, and says what to do',
    async () => {
      const file = join(home, 'rtk.tar.gz');
      writeFileSync(file, 'not rtk');
      for (const action of ['install', 'verify']) {
        const { code, stdout, stderr } = await headroom([action, 'rtk', '--offline-file', file]);
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(/headroom: .*rtk\.tar\.gz.*Nothing was installed\.\n {2}\S/);
      }
      expect(readFileSync(file, 'utf8')).toBe('not rtk');
      expect(JSON.parse((await headroom(['list', '--json'])).stdout).tools[0].installed).toBeNull();
    },
    LIMIT_MS,
  );

  it.each([
    [['install'], 2],
    [['fly', 'rtk'], 2],
    [['remove', 'rtk', '--offline-file', 'x'], 2],
    [['list', 'rtk'], 2],
    [['install', 'nothing'], 1],
    [['rollback', 'rtk'], 1],
    [['verify', 'rtk'], 1],
  ])(
    '%j ends with %i and a sentence',
    async (args, expected) => {
      const { code, stderr } = await headroom(args);
      expect([code, stderr]).toEqual([expected, expect.stringMatching(/^headroom: \S/)]);
    },
    LIMIT_MS,
  );
});

describe('the way through a company', () => {
  const open = new Set<Socket>();
  const tunnels: string[] = [];
  const secure = createSecureServer({ cert, key }, (_, response) => response.end(server.body));
  const company = createProxyServer();
  company.on('connect', (incoming, client: Socket, head) => {
    tunnels.push(`${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`);
    const upstream = connect((secure.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) open.add(socket.on('error', () => {}));
  });

  beforeEach(async () => {
    tunnels.length = 0;
    for (const one of [secure, company]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const socket of open) socket.destroy();
    for (const one of [secure, company]) await new Promise((resolve) => one.close(resolve));
  });

  it(
    'HTTPS_PROXY is gone through; its certificate counts only when NODE_EXTRA_CA_CERTS names it',
    async () => {
      const url = 'https://provider.test/tool.tar.gz';
      server.body = makeRelease(url).archive;
      const { port } = company.address() as AddressInfo;
      const env = { HTTPS_PROXY: `http://me:pass@127.0.0.1:${port}` };
      const refused = await runNode([script, home, url, '1.0.0'], { env });
      expect(readOutcome(refused)).toBe('tool.tls');
      expect(refused.stdout).toContain('NODE_EXTRA_CA_CERTS');
      const file = join(home, 'company.pem');
      writeFileSync(file, cert);
      const done = await runNode([script, home, url, '1.0.0'], { env: { ...env, NODE_EXTRA_CA_CERTS: file } });
      expect(readOutcome(done)).toBe('installed');
      expect(tunnels).toHaveLength(2);
      expect(new Set(tunnels)).toEqual(
        new Set([`provider.test:443 Basic ${Buffer.from('me:pass').toString('base64')}`]),
      );
      expect(refused.stdout + refused.stderr + done.stdout + done.stderr).not.toContain('pass@');
    },
    LIMIT_MS,
  );

  it(
    'a download of the command goes that way too, and is not taken from somebody else',
    async () => {
      const { port } = company.address() as AddressInfo;
      const { code, stderr } = await headroom(['install', 'rtk'], { HTTPS_PROXY: `http://127.0.0.1:${port}` });
      const isSupported = !stderr.includes('no build of rtk');
      expect(code).toBe(1);
      if (isSupported) expect([stderr, tunnels]).toEqual([expect.stringContaining('certificate'), ['github.com:443 ']]);
    },
    LIMIT_MS,
  );
});

describe('many processes', () => {
  it(
    'install the same tool at once: whoever is not the one says so, and it is whole',
    async () => {
      const { url, open } = offer('1.0.0');
      const ended = await Promise.all([1, 2, 3, 4].map(() => runNode([script, home, url, '1.0.0'])));
      const outcomes = ended.map(readOutcome);
      expect(outcomes.filter((one) => one === 'installed')).toHaveLength(1);
      expect(outcomes.filter((one) => !['installed', 'unchanged', 'tool.busy'].includes(one))).toEqual([]);
      expect(await open().verify('tool')).toMatchObject({ outcome: 'intact' });
      expect(readdirSync(join(home, 'tools'))).toEqual(['tool']);
      expect(readdirSync(join(home, 'tools/tool'))).toHaveLength(2);
    },
    LIMIT_MS,
  );

  it.each([
    ['before the first byte', 0, /^download 0$/m],
    ['in the middle of the download', 9000, /^download [1-9]\d*$/m],
    ['while it checks', null, /^check /m],
  ])(
    'one is killed %s: what was installed works, and the next one installs',
    async (_what, stopsAt, moment) => {
      await offer('1.0.0').open().install('tool');
      const { url, open } = offer('2.0.0');
      server.answer = (_, response) => {
        if (stopsAt === null) return false;
        response.setHeader('etag', '"v1"');
        response.writeHead(200, { 'content-length': server.body.length });
        response.write(server.body.subarray(0, stopsAt));
        response.flushHeaders();
        return true;
      };
      const running = startNode([script, home, url, '2.0.0']);
      await running.waitFor(moment);
      running.child.kill('SIGKILL');
      await running.ended;
      server.answer = null;
      // Killed in time, the old one counts; had it been through already, the new one does: one of both, whole.
      expect(await open().verify('tool')).toMatchObject({ outcome: 'intact' });
      const next = readOutcome(await runNode([script, home, url, '2.0.0']));
      expect(['updated', 'unchanged']).toContain(next);
      expect(await open().list()).toMatchObject([
        { state: 'current', installed: { version: '2.0.0' }, previous: '1.0.0' },
      ]);
      expect(readdirSync(join(home, 'tools')).sort()).toEqual(['tool']);
      expect(readdirSync(join(home, 'tools/tool'))).toHaveLength(3);
    },
    LIMIT_MS,
  );

  const shares = fc.sample(fc.integer({ min: 1, max: 999 }), 5);
  it.each(shares)(
    'one is killed when %d of 1000 parts of the archive have come: nothing is installed, and the next one goes on from there',
    async (parts) => {
      const { url, open } = offer('1.0.0');
      const stopsAt = Math.ceil((server.body.length * parts) / 1000);
      server.answer = (_, response) => {
        response.writeHead(200, { etag: '"v1"', 'content-length': server.body.length });
        response.write(server.body.subarray(0, stopsAt));
        return true;
      };
      const running = startNode([script, home, url, '1.0.0']);
      await running.waitFor(/^download [1-9]\d*$/m);
      running.child.kill('SIGKILL');
      await running.ended;
      expect(await open().list()).toMatchObject([{ state: 'absent', installed: null }]);
      const { length } = readFileSync(join(home, 'tools/tool/download.part'));
      expect(length).toBeGreaterThan(0);
      server.answer = null;
      server.ranges.length = 0;
      expect(await open().install('tool')).toMatchObject({ outcome: 'installed' });
      expect(server.ranges).toEqual([`bytes=${length}-`]);
      expect(await open().verify('tool')).toMatchObject({ outcome: 'intact' });
      expect(readdirSync(join(home, 'tools'))).toEqual(['tool']);
      expect(readdirSync(join(home, 'tools/tool'))).toHaveLength(2);
    },
    LIMIT_MS,
  );
});

it(
  'a disk that fills up in the middle leaves nothing, and says so',
  async () => {
    await offer('1.0.0').open().install('tool');
    const { url, open } = offer('2.0.0');
    // The system refuses every byte of a file beyond the limit (blocks of 512 bytes), as a full disk would.
    const wrapper = join(home, 'limited.sh');
    mkdirSync(home, { recursive: true });
    writeFileSync(wrapper, '#!/bin/sh\nulimit -f 8\nexec "$@"\n', { mode: 0o755 });
    const ended = await startNode([wrapper, process.execPath, script, home, url, '2.0.0'], { node: '/bin/sh' }).ended;
    expect([readOutcome(ended), ended.stdout]).toEqual(['tool.disk', expect.stringContaining('Free some space')]);
    expect(readdirSync(join(home, 'tools/tool'))).toHaveLength(2);
    expect(await open().verify('tool')).toMatchObject({ outcome: 'intact', version: '1.0.0' });
  },
  LIMIT_MS,
);
