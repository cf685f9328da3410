import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/project.ts';
import type { ExchangeRow, Health } from '../../../sidecar/contract/api.ts';
import { readToken } from '../../../sidecar/store/token.ts';
import { listLiving } from '../../../sidecar/supervisor/index.ts';
import { call } from '../rig.ts';
import { type Running, startNode, until } from './run-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');

/** A sidecar as a user starts it: a process of its own, whose engine is another one. */
export interface SidecarProcess {
  readonly url: string;
  readonly pid: number;
  readonly running: Running;
  /** Process ids of its engine, read from the system. [] while none runs. */
  enginePids(): number[];
  /** Waits for an engine process that is none of `not`. */
  whenEngine(not?: readonly number[]): Promise<number>;
  health(): Promise<Pick<Health, 'status' | 'checks'>>;
  exchanges(): Promise<ExchangeRow[]>;
  /** Resident bytes of the sidecar, without its engine. */
  rss(): Promise<number>;
  /** Ends it as an operating system out of memory would. */
  kill(): Promise<void>;
}

const started = new Set<Running>();
const homes: string[] = [];

/** A directory that goes away with {@link cleanUp}. */
export function makeHome(parent: string = tmpdir()): string {
  const home = mkdtempSync(join(parent, 'headroom-fault-'));
  homes.push(home);
  return home;
}

/** Starts a sidecar whose providers are all at `upstream`, and waits until it listens and its engine is ready. */
export async function startSidecarProcess(
  home: string,
  upstream: string,
  env: Record<string, string> = {},
): Promise<SidecarProcess> {
  const targets = ['ANTHROPIC', 'OPENAI', 'GEMINI', 'CHATGPT'].map((name) => [`${name}_TARGET_API_URL`, upstream]);
  const running = startNode([bin, 'proxy', '--port', '0'], {
    env: { HEADROOM_HOME: home, HOME: home, USERPROFILE: home, ...Object.fromEntries(targets), ...env },
  });
  started.add(running);
  const [, port = ''] = await running.waitFor(/http:\/\/127\.0\.0\.1:(\d+)/);
  const url = `http://127.0.0.1:${port}`;
  const { pid } = JSON.parse((await call(url, '/health')).body.toString()) as Health;
  const enginePids = (): number[] => listChildren(pid);
  const ask = async <T>(path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${readToken(home)}` };
    return JSON.parse((await call(url, `/api/v1/${path}`, { headers })).body.toString()) as T;
  };
  const sidecar: SidecarProcess = {
    url,
    pid,
    running,
    enginePids,
    async whenEngine(not = []) {
      let found: number | undefined;
      await until(() => {
        found = enginePids().find((one) => !not.includes(one));
        return found !== undefined;
      });
      return found!;
    },
    health: async () => JSON.parse((await call(url, '/health')).body.toString()) as Health,
    exchanges: async () => (await ask<{ exchanges: ExchangeRow[] }>('exchanges?limit=500')).exchanges,
    rss: async () => (await ask<Health>('health')).rssBytes,
    async kill() {
      process.kill(pid, 'SIGKILL');
      await running.ended;
      started.delete(running);
    },
  };
  await sidecar.whenEngine();
  return sidecar;
}

/** Ends processes of a test and every Headroom of its home that still runs. */
export async function endAll(running: Set<Running>, home: string): Promise<void> {
  for (const { child, exited } of running) {
    child.kill('SIGKILL');
    await exited;
  }
  running.clear();
  for (const { owner } of await listLiving(home)) process.kill(owner.pid, 'SIGKILL');
  await until(async () => (await listLiving(home)).length === 0);
}

/** Ends every sidecar that still runs and removes every home. */
export async function cleanUp(): Promise<void> {
  for (const running of started) {
    running.child.kill('SIGKILL');
    await running.exited;
  }
  started.clear();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true, maxRetries: 9 });
}

/** Processes that `pid` started and that are no zombies. Small Linux systems have no ps, others have no /proc. */
function listChildren(pid: number): number[] {
  return listProcesses().flatMap(({ own, parent, state }) => (parent === pid && !state.startsWith('Z') ? [own] : []));
}

function listProcesses(): { own: number; parent: number; state: string }[] {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [own, parent, state = ''] = line.trim().split(/\s+/);
      return { own: Number(own), parent: Number(parent), state };
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ own: Number(name), parent: Number(parent), state }];
    } catch {
      return []; // it has ended since it was listed
    }
  });
}
