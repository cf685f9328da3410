import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { listLiving } from '../../sidecar/supervisor/index.ts';
import { type Provider, startProvider } from './provider.ts';
import { type ConnectedHome, makeConnectedHome } from './support/connected-home.ts';
import { type Running, runNode, startNode, until } from './support/run-process.ts';
import { cleanUp } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
/** KILLS=500 npm test -- kill-points for a night's run. */
const kills = Number(process.env.KILLS ?? 20);
const started = new Set<Running>();
let provider: Provider;
let user: ConnectedHome;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'Windows has no kill -9');
  provider = await startProvider();
  user = makeConnectedHome(provider.url);
});
afterEach(async () => {
  await killAll();
  await cleanUp();
  await provider?.close();
});

/** Everything of Headroom dies at the same moment, as in a power loss. */
async function killAll(): Promise<void> {
  for (const { child } of started) child.kill('SIGSTOP');
  for (const { owner } of await listLiving(user.home)) process.kill(owner.pid, 'SIGKILL');
  for (const { child } of started) child.kill('SIGKILL');
  for (const { child } of started) await until(() => child.exitCode !== null || child.signalCode !== null);
  started.clear();
  await until(async () => (await listLiving(user.home)).length === 0);
}

function start(...args: string[]): Running {
  const running = startNode([bin, ...args], { env: user.env });
  running.ended.catch(() => {}); // it is killed on purpose
  started.add(running);
  return running;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const phases = ['apply', 'run', 'rollback', 'logout'] as const;

/** As the service manager ends a session: every process of it is asked at once; whoever is left then is killed. */
async function logOut(main: Running): Promise<void> {
  const sidecars = (await listLiving(user.home)).map(({ owner }) => owner.pid);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    for (const pid of [main.child.pid!, ...sidecars]) process.kill(pid, signal);
  }
}

/** One life that is cut off somewhere in the phase that is asked for. */
async function live(phase: (typeof phases)[number], afterMs: number): Promise<void> {
  const main = start('proxy', '--port', '0', '--supervised');
  const [, port = ''] = await main.waitFor(/127\.0\.0\.1:(\d+)/);
  if (phase !== 'apply') await user.connect(`http://127.0.0.1:${port}`);
  if (phase === 'apply') start('connect', 'all', '--port', port);
  if (phase === 'rollback') main.child.kill('SIGTERM');
  if (phase === 'logout') await logOut(main);
  await pause(afterMs);
  await killAll();
}

describe(`kill -9 of everything at ${kills} random moments`, () => {
  it(
    'leaves no client at a dead port after a guard or a restart, and takes no byte of the user’s',
    async () => {
      const [moments = []] = fc.sample(
        fc.array(fc.tuple(fc.constantFrom(...phases), fc.integer({ min: 0, max: 1500 }), fc.boolean()), {
          minLength: kills,
          maxLength: kills,
        }),
        { numRuns: 1, seed: 20261127 },
      );
      for (const [phase, afterMs, byGuard] of moments) {
        await live(phase, afterMs);
        const what = `${phase} after ${afterMs} ms`;
        if (byGuard) {
          const { code } = await runNode([bin, 'guard', '--wait', '0'], { env: user.env });
          expect([what, code, user.state()]).toEqual([what, 0, 'own']);
        } else {
          const next = start('proxy', '--port', '0', '--supervised');
          const [url = ''] = await next.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
          // Each client is led to the living address, or is as its user wrote it.
          await until(() => user.leads().every((to) => to === null || to === url));
          next.child.kill('SIGTERM');
          expect([what, (await next.ended).code, user.state()]).toEqual([what, 0, 'own']);
          started.delete(next);
        }
      }
    },
    Math.max(300_000, kills * 15_000),
  );
});
