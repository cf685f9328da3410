import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findHost,
  installService,
  readManifests,
  removeService,
  type ServiceFacts,
  type ServiceHost,
  type Surroundings,
} from '../../../sidecar/service/index.ts';

let root = '';
let facts: ServiceFacts;
const told: string[] = [];

const world: Surroundings = {
  whenReady: async () => void told.push('ready'),
  connect: async () => ['codex'],
  disconnect: async (ids) => void told.push(`disconnect ${ids.join()}`),
  now: () => 1,
};
/** A host whose commands are Node itself, so that it works on every system. */
const node = (script: string) => ({ launch: { command: process.execPath, args: ['-e', script] } });

function makeHost(more: Partial<ReturnType<ServiceHost['plan']>> = {}): ServiceHost {
  return {
    ...{ id: 'xdg-autostart', preset: 'login', platform: null, scopes: ['user'], probe: null, hint: '' },
    plan: () => ({
      files: [
        { path: join(root, 'config', 'deep', 'x.unit'), text: 'mine\n', encoding: 'utf8', mode: 0o644, what: 'a unit' },
        { path: join(root, 'config', 'y.xml'), text: 'wide', encoding: 'utf16', mode: 0o600, what: 'a task' },
      ],
      ...{ enable: [], disable: [], forget: [], start: [], stop: [], isActive: null },
      ...more,
    }),
  };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headroom-service-'));
  told.length = 0;
  facts = {
    ...{ program: ['node', 'bin'], packageDir: root, home: join(root, '.headroom'), userHome: root, userName: 'ann' },
    ...{ uid: 1, gid: 1, host: '127.0.0.1', port: 8787, version: '1', scope: 'user', env: {}, configHome: root },
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('installService', () => {
  it('writes files, waits, connects, writes all of it down – and removing leaves nothing', async () => {
    const manifest = await installService(makeHost(), facts, world);
    const unit = join(root, 'config', 'deep', 'x.unit');
    expect(readFileSync(unit, 'utf8')).toBe('mine\n');
    if (process.platform !== 'win32') expect(statSync(unit).mode & 0o777).toBe(0o644);
    expect(readFileSync(join(root, 'config', 'y.xml')).subarray(0, 4)).toEqual(Buffer.from([0xff, 0xfe, 0x77, 0]));
    expect(await readManifests(facts.home)).toEqual([manifest]);
    expect(manifest).toMatchObject({ state: 'applied', clients: ['codex'] });
    expect(await removeService(manifest, world)).toEqual([]);
    expect(told).toEqual(['ready', 'disconnect codex']);
    expect(readdirSync(root)).toEqual(['.headroom']);
    expect(readdirSync(facts.home)).toEqual([]);
  });

  it.each([
    ['a command fails', makeHost({ enable: [node('process.exit(3)')] }), world],
    ['it does not come up', makeHost(), { ...world, whenReady: () => Promise.reject(new Error('mute')) }],
    ['a client cannot be connected', makeHost(), { ...world, connect: () => Promise.reject(new Error('no')) }],
  ])('leaves nothing when %s', async (_what, host, around) => {
    await expect(installService(host, facts, around)).rejects.toThrow();
    expect(existsSync(join(root, 'config'))).toBe(false);
    expect(await readManifests(facts.home)).toEqual([]);
  });

  it('touches no file of somebody else', async () => {
    const path = join(root, 'config', 'y.xml');
    mkdirSync(dirname(path));
    writeFileSync(path, 'theirs');
    await expect(installService(makeHost(), facts, world)).rejects.toThrow(/exists already/);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(join(root, 'config'))).toEqual(['y.xml']);
  });

  it('can be applied again, and tries a command as long as it is told', async () => {
    const mark = join(root, 'mark');
    const once = `const fs = require('fs'); if (!fs.existsSync(${JSON.stringify(mark)})) { fs.writeFileSync(${JSON.stringify(mark)}, ''); process.exit(5); }`;
    const host = makeHost({ enable: [{ ...node(once), retryMs: 20_000 }] });
    await installService(host, facts, world);
    const manifest = await installService(host, { ...facts, port: 9 }, { ...world, connect: async () => [] });
    expect(manifest).toMatchObject({ facts: { port: 9 }, clients: ['codex'] });
    await removeService(manifest, world);
    expect(existsSync(join(root, 'config'))).toBe(false);
  });
});

describe('findHost', () => {
  it('has a service, a task, a container and a login start for every system', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      for (const preset of ['persistent-service', 'persistent-task', 'persistent-docker', 'login'] as const)
        expect(findHost(preset, 'user', platform)?.preset).toBe(preset);
    }
    expect(findHost('persistent-service', 'system', 'win32')).toBeUndefined();
  });
});
