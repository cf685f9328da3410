import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { isAlive } from '../../sidecar/machine/index.ts';
import { listLiving, readMain } from '../../sidecar/supervisor/index.ts';
import { type Provider, startProvider } from './provider.ts';
import { type ConnectedHome, makeConnectedHome } from './support/connected-home.ts';
import { type Running, runNode, startNode, until } from './support/run-process.ts';
import { cleanUp, endAll } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const started = new Set<Running>();
let provider: Provider;
let user: ConnectedHome;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'Windows has no signals to kill or stop a process with');
  provider = await startProvider();
  user = makeConnectedHome(provider.url);
});
afterEach(async () => {
  await endAll(started, user.home);
  await cleanUp();
  await provider?.close();
});

interface Main {
  readonly running: Running;
  readonly url: string;
  /** Process id of the sidecar that lives now. */
  pid(): Promise<number>;
}

async function startMain(...flags: string[]): Promise<Main> {
  const running = startNode([bin, 'proxy', '--port', '0', ...flags], { env: user.env });
  started.add(running);
  const [url = ''] = await running.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
  await until(async () => (await readMain(user.home))?.url === url);
  return {
    running,
    url,
    async pid() {
      // Between two lives there is none.
      for (;;) {
        const [living] = await listLiving(user.home);
        if (living !== undefined) return living.owner.pid;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** A desktop of Linux whose messages are written down. @returns what it was told so far */
function fakeDesktop(): () => string {
  const log = join(user.userHome, 'told');
  const directory = join(user.userHome, 'bin');
  mkdirSync(directory);
  writeFileSync(join(directory, 'notify-send'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\n`, { mode: 0o755 });
  Object.assign(user.env, {
    ...{ DISPLAY: ':0', HEADROOM_NOTIFICATIONS: '1' },
    PATH: `${directory}${delimiter}${process.env.PATH}`,
  });
  return () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
}

const answers = async (url: string): Promise<boolean> =>
  fetch(`${url}/livez`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
const run = (...args: string[]) => runNode([bin, ...args], { env: user.env });

async function whenChild(parent: number, mark: string): Promise<number> {
  for (;;) {
    const child = findChild(parent, mark);
    if (child !== undefined) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A child of a process whose environment holds a text (Linux). */
function findChild(parent: number, mark: string): number | undefined {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return ''; // it has just gone
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isChild = (pid: string): boolean =>
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1] === String(parent);
  return pids
    .filter(isChild)
    .map(Number)
    .find((pid) => read(`/proc/${pid}/environ`).includes(mark));
}

describe('a supervised sidecar', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'is replaced on the same port after %s, and clients stay connected',
    async (signal) => {
      const main = await startMain('--supervised');
      await user.connect(main.url);
      const first = await main.pid();
      expect(first).not.toBe(main.running.child.pid);
      process.kill(first, signal);
      await until(async () => (await main.pid()) !== first && (await answers(main.url)));
      expect(isAlive(first)).toBe(false);
      expect(user.state(main.url)).toBe('connected');
      main.running.child.kill('SIGTERM');
      expect((await main.running.ended).code).toBe(0);
      expect(user.state()).toBe('own');
    },
    60_000,
  );

  it('that fails three times in a row releases its clients, says so, and one more start leads them back', async () => {
    const told = fakeDesktop();
    const main = await startMain('--supervised');
    await user.connect(main.url);
    for (let kills = 0; kills < 3; kills++) {
      const pid = await main.pid();
      process.kill(pid, 'SIGKILL');
      if (kills < 2) await until(async () => (await main.pid()) !== pid && (await answers(main.url)));
    }
    await main.running.waitFor(/three times[\s\S]*Paused until headroom resume/, 'stderr');
    expect(user.state()).toBe('own');
    const doctor = await run('doctor', '--json', '--port', new URL(main.url).port);
    const { findings } = JSON.parse(doctor.stdout) as { findings: { check: string; level: string }[] };
    expect(findings.filter(({ check }) => check === 'supervision')).toMatchObject([{ level: 'warning' }]);
    if (process.platform === 'linux') await until(() => told().includes('Headroom failed and stepped aside'));
    main.running.child.kill('SIGTERM');
    await main.running.ended;
    expect(user.state()).toBe('own');
    const next = await startMain('--supervised');
    await until(() => user.state(next.url) === 'connected');
    if (process.platform === 'linux') await until(() => told().includes('Headroom is back'));
  }, 60_000);

  it.runIf(process.platform === 'linux')(
    'that dies before it ever listened is replaced, and the first that listens says so and leads the clients',
    async () => {
      const main = await startMain();
      await user.connect(main.url);
      main.running.child.kill('SIGTERM');
      await main.running.ended;
      const running = startNode([bin, 'proxy', '--port', '0', '--supervised'], { env: user.env });
      started.add(running);
      const { pid } = running.child;
      // Threads of the supervisor start processes, too; the sidecar is the one that carries its mark.
      process.kill(await whenChild(pid ?? 0, 'HEADROOM_WARD=first'), 'SIGKILL');
      await running.waitFor(/ended unexpectedly/, 'stderr');
      const [url = ''] = await running.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
      await until(() => user.state(url) === 'connected');
      expect((await readMain(user.home))?.url).toBe(url);
    },
  );

  it('ends with its supervisor, also by kill -9, and releases the clients', async () => {
    const main = await startMain('--supervised');
    await user.connect(main.url);
    const pid = await main.pid();
    main.running.child.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(user.state()).toBe('own');
  });
});

describe('clients', () => {
  it('are released by a stop and led back by the next start, wherever it listens', async () => {
    const main = await startMain();
    await user.connect(main.url);
    main.running.child.kill('SIGINT');
    const { code, stderr } = await main.running.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('Paused until the next start: claude-code, codex');
    expect(user.state()).toBe('own');
    expect(await readMain(user.home)).toBeNull();
    const next = await startMain();
    await next.running.waitFor(/Connected again: claude-code, codex/, 'stderr');
    expect(user.state(next.url)).toBe('connected');
    // With clients that depend on it, it is supervised without being told to.
    expect(await next.pid()).not.toBe(next.running.child.pid);
  });

  it('are looked after when everything was killed: by the guard, then by the next start', async () => {
    const main = await startMain('--supervised');
    await user.connect(main.url);
    const pid = await main.pid();
    process.kill(main.running.child.pid!, 'SIGSTOP');
    process.kill(pid, 'SIGKILL');
    process.kill(main.running.child.pid!, 'SIGKILL');
    await main.running.ended;
    expect(user.state(main.url)).toBe('connected');
    expect((await run('guard', '--wait', '0')).code).toBe(0);
    expect(user.state()).toBe('own');
    const next = await startMain();
    await next.running.waitFor(/did not end cleanly[\s\S]*Connected again/, 'stderr');
    expect(user.state(next.url)).toBe('connected');
  });

  it('that were never released are led to the new address by the next start', async () => {
    const main = await startMain('--no-supervised');
    await user.connect(main.url);
    process.kill(await main.pid(), 'SIGKILL');
    await main.running.ended;
    const next = await startMain();
    await until(() => user.state(next.url) === 'connected');
  });

  it('of a Headroom that runs alone are released by the guard that stands by, also after kill -9', async () => {
    const main = await startMain('--no-supervised');
    await user.connect(main.url);
    await until(async () => {
      const { stdout } = await runNode([
        '-e',
        `console.log(require('fs').existsSync(${JSON.stringify(join(user.home, 'run', 'guard.json'))}))`,
      ]);
      return stdout.includes('true');
    });
    process.kill(await main.pid(), 'SIGKILL');
    await main.running.ended;
    await until(() => user.state() === 'own');
  }, 60_000);

  it('are released by a start that fails: settings that are wrong, or a stranger at the port who answers everything', async () => {
    const stranger = createServer((_, response) => response.end('{}'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const attempts: readonly (readonly [Record<string, string>, string])[] = [
      [{ HEADROOM_MODE: 'fast' }, 'is not a mode'],
      [{}, `Port ${port} is used by`],
    ];
    try {
      for (const [more, told] of attempts) {
        await user.connect(`http://127.0.0.1:${port}`);
        const flags = ['--port', String(port), '--supervised'];
        const { code, stderr } = await runNode([bin, 'proxy', ...flags], { env: { ...user.env, ...more } });
        expect([code, stderr]).toEqual([code === 2 ? 2 : 1, expect.stringContaining(told)]);
        expect([stderr, user.state()]).toEqual([expect.stringContaining('claude-code, codex'), 'own']);
        // The guard of the service has the same wrong settings.
        await user.connect(`http://127.0.0.1:${port}`);
        const guard = await runNode([bin, 'guard', '--wait', '0', '--port', String(port)], {
          env: { ...user.env, ...more },
        });
        expect([guard.code, user.state()]).toEqual([0, 'own']);
      }
    } finally {
      await new Promise((resolve) => stranger.close(resolve));
    }
  }, 60_000);

  it('that nobody released keep their settings while a Headroom answers', async () => {
    const main = await startMain();
    await user.connect(main.url);
    expect((await run('guard', '--wait', '0')).code).toBe(0);
    expect(user.state(main.url)).toBe('connected');
  });
});

describe('commands that are told no port', () => {
  it('find the Headroom of their home, and never lead clients to a port where none is', async () => {
    const main = await startMain();
    const stats = await run('stats');
    expect([stats.code, stats.stderr]).toEqual([0, '']);
    const connected = await run('connect', 'all', '--force');
    expect([connected.code, connected.stderr]).toEqual([0, '']);
    expect(user.state(main.url)).toBe('connected');
    main.running.child.kill('SIGTERM');
    await main.running.ended;
    expect((await run('stats')).stderr).toContain('No Headroom runs with this home');
    expect((await run('resume', '--port', '1')).stderr).toContain('No Headroom answers at http://127.0.0.1:1 yet');
  });
});

describe('a second start', () => {
  it('shows the first, whatever port it is told', async () => {
    const main = await startMain();
    const second = await run('proxy', '--port', '0');
    expect([second.code, second.stdout]).toEqual([0, '']);
    expect(second.stderr).toContain(`already runs at ${main.url}`);
    const third = await run('start', '--port', '0', '--no-open');
    expect([third.code, third.stdout]).toEqual([0, `${main.url}\n`]);
  });
});
