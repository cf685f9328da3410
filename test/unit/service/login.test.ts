import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hosts } from '../../../sidecar/service/hosts/index.ts';
import {
  installService,
  type LoginWorld,
  readLogin,
  readManifests,
  switchLoginOff,
  switchLoginOn,
} from '../../../sidecar/service/index.ts';

let root = '';
let program = '';
let world: LoginWorld;
const entry = (): string => join(root, 'config', 'autostart', 'headroom.desktop');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headroom-login-'));
  program = join(root, 'headroom');
  writeFileSync(program, '');
  world = {
    facts: {
      ...{ program: [program], packageDir: root, home: join(root, '.headroom'), userHome: root, userName: 'ann' },
      ...{ uid: 1, gid: 1, host: '127.0.0.1', port: 8787, version: '1', scope: 'user', env: {} },
      configHome: join(root, 'config'),
    },
    ...{ obstacle: null, platform: 'linux', now: () => 1 },
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 9 }));

describe('the start at login', () => {
  it('writes what was shown, and leaves nothing when it is switched off', async () => {
    const before = await readLogin(world);
    expect(before).toMatchObject({ state: 'off', reason: null, commands: [], files: [{ path: entry() }] });
    expect(readdirSync(root)).toEqual(['headroom']);
    await switchLoginOn(world);
    expect(readFileSync(entry(), 'utf8')).toBe(before.files[0]?.text);
    expect(await readLogin(world)).toEqual({ ...before, state: 'on' });
    await switchLoginOff(world);
    expect(await readLogin(world)).toEqual(before);
    expect(existsSync(join(root, 'config'))).toBe(false);
    await switchLoginOff(world); // twice is fine
  });

  it.each([
    ['its file is gone', () => rmSync(entry()), 'is gone'],
    ['somebody changed its file', () => writeFileSync(entry(), 'Hidden=true'), 'is not as this Headroom writes it'],
    ['the program was moved', () => rmSync(program), 'no longer there'],
  ])('is broken when %s, and can be set up again', async (_what, harm, said) => {
    await switchLoginOn(world);
    harm();
    const broken = await readLogin(world);
    expect([broken.state, broken.reason]).toEqual(['broken', expect.stringContaining(said)]);
    const moved = join(root, 'moved');
    writeFileSync(moved, '');
    const again = { ...world, facts: { ...world.facts, program: [moved] } };
    // What is shown is what setting it up again writes, not what stood there.
    expect((await readLogin(again)).files[0]?.text).toContain(moved);
    await switchLoginOn(again);
    expect((await readLogin(again)).state).toBe('on');
    expect(readFileSync(entry(), 'utf8')).toContain(moved);
  });

  it('is broken after an installation that broke off', async () => {
    await switchLoginOn(world);
    const path = join(world.facts.home, 'service', 'xdg-autostart.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"applied"', '"applying"'));
    expect(await readLogin(world)).toMatchObject({ state: 'broken', reason: 'Setting it up broke off.' });
  });

  it('keeps the clients in the record that an installation had connected', async () => {
    const host = hosts.find(({ id }) => id === 'xdg-autostart')!;
    const around = { whenReady: async () => {}, connect: async () => ['codex'], disconnect: async () => {} };
    await installService(host, world.facts, { ...around, now: () => 1 });
    rmSync(entry());
    await switchLoginOn(world);
    expect((await readManifests(world.facts.home))[0]?.clients).toEqual(['codex']);
  });

  it('is unavailable where nobody can log in, or the system starts Headroom already', async () => {
    const nowhere = { ...world, obstacle: 'It runs in a container.' };
    expect(await readLogin(nowhere)).toMatchObject({ state: 'unavailable', reason: 'It runs in a container.' });
    await expect(switchLoginOn(nowhere)).rejects.toMatchObject({ code: 'service.unsupported' });
    expect((await readLogin({ ...world, platform: 'aix' })).state).toBe('unavailable');
    const service = { preset: 'persistent-service', host: 'systemd-service', files: [], directories: [], clients: [] };
    mkdirSync(join(world.facts.home, 'service'), { recursive: true });
    writeFileSync(
      join(world.facts.home, 'service', 'systemd-service.json'),
      JSON.stringify({ version: 1, state: 'applied', at: 1, facts: world.facts, ...service }),
    );
    expect((await readLogin(world)).reason).toContain('as persistent-service');
    expect(existsSync(entry())).toBe(false);
  });

  it('touches no file of somebody else', async () => {
    mkdirSync(dirname(entry()), { recursive: true });
    writeFileSync(entry(), 'theirs');
    await expect(switchLoginOn(world)).rejects.toMatchObject({ code: 'service.failed' });
    expect([readFileSync(entry(), 'utf8'), (await readLogin(world)).state]).toEqual(['theirs', 'off']);
  });
});

describe('what is shown on other systems', () => {
  it('is the launch agent on macOS, and the command that fills the Run key on Windows', async () => {
    const mac = await readLogin({ ...world, platform: 'darwin' });
    expect([mac.files.length, mac.files[0]?.text, mac.commands]).toEqual([1, expect.stringContaining(program), []]);
    const windows = await readLogin({ ...world, platform: 'win32' });
    expect(windows.files).toEqual([]);
    expect(windows.commands).toEqual([expect.stringMatching(/^reg add HKCU.+Run \/v Headroom .+ \/f$/)]);
  });

  it('is taken back without ending what runs: no step of it stops anything', () => {
    for (const host of hosts.filter(({ preset }) => preset === 'login')) {
      const { unplan = [], files } = host.plan(world.facts);
      expect(files.length + unplan.length).toBeGreaterThan(0);
      expect(unplan.map(({ launch }) => launch.args[0])).not.toContain('bootout');
    }
  });
});
