import { join } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import {
  askLocal,
  claimFile,
  type Env,
  isSameAlive,
  makeOwnLaunch,
  removeFile,
  sendSignal,
  startChild,
} from '../../machine/index.ts';
import { findUrlOf, listLiving, type RunRecord, recordTool } from '../../supervisor/index.ts';
import { findDifferentUpstreams, findNeighbour, formatListener, parseHealth } from '../neighbour.ts';

/** A sidecar listens within a second; a busy machine may take many. */
const START_MS = 30_000;
const POLL_MS = 50;

/** Looked at this often while a tool runs; two misses in a row are a dead or hung proxy. */
const WATCH_EVERY_MS = 1000;
const MISSES = 2;

/** What a tool needs of a Headroom. */
export interface Wanted {
  /** With the upstreams that are asked for. */
  readonly settings: Settings;
  readonly version: string;
  /** Port to use; null = whichever runs, else a free one. */
  readonly port: number | null;
  /** False: only one that runs already. */
  readonly mayStart: boolean;
  /** Environment of a Headroom that is started. */
  readonly env: Env;
  readonly tool: string;
}

/** A Headroom that is used by this process. */
export interface Lease {
  readonly url: string;
  readonly isNew: boolean;
  /** Says that this process needs it no more. */
  release(): Promise<void>;
}

/**
 * Finds a Headroom of this home with the same version and the same upstreams, or starts one on a free port, and keeps its
 * port answered until released. One that was started ends by itself when no wrapped tool uses it.
 * @throws AppError port.taken, wrap.no-proxy (none runs and none may be started, or it does not come up), store.denied
 *   (nothing can be written in the home).
 */
export async function leaseHeadroom(wanted: Wanted): Promise<Lease> {
  try {
    return await lease(wanted);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof AppError || code === undefined || syscall === undefined) throw error;
    throw new AppError('store.denied', `Nothing can be written in ${wanted.settings.home} (${code}).`, {
      hint: 'Give yourself the right to write there, or choose another directory with --home or HEADROOM_HOME.',
      cause: error,
    });
  }
}

async function lease(wanted: Wanted): Promise<Lease> {
  for (let tries = 0; tries < 3; tries++) {
    const found = await findFitting(wanted);
    const url = found?.url ?? (await startOne(wanted, wanted.port ?? 0));
    const forget = await recordTool(wanted.settings.home, wanted.tool, portOf(url));
    // One that was about to end has either seen our note or is gone now.
    if (await answers(url)) {
      const stopWatching = keepAnswered(wanted, url);
      return {
        url,
        isNew: found === null,
        async release() {
          stopWatching();
          await forget();
        },
      };
    }
    await forget();
  }
  throw new AppError('wrap.no-proxy', 'No Headroom could be kept running.', { hint: 'headroom doctor tells more.' });
}

async function findFitting(wanted: Wanted): Promise<RunRecord | null> {
  const { settings, port } = wanted;
  for (const record of await listLiving(settings.home)) {
    if (record.url === null || (port !== null && portOf(record.url) !== port)) continue;
    if (await fits(record, wanted)) return record;
  }
  if (port === null) {
    if (wanted.mayStart) return null;
    throw new AppError('wrap.no-proxy', 'No Headroom with the same version and upstreams runs.', {
      hint: 'Start one with headroom start, or leave --no-proxy away.',
    });
  }
  const neighbour = await findNeighbour({ host: settings.host, port });
  if (neighbour.kind === 'nobody' && wanted.mayStart) return null;
  if (neighbour.kind === 'nobody') {
    throw new AppError('wrap.no-proxy', `No Headroom runs on port ${port}.`, {
      hint: 'Start one with headroom start, or leave --no-proxy away.',
    });
  }
  const who = neighbour.kind === 'headroom' ? 'a Headroom that differs' : formatListener(neighbour.listener);
  throw new AppError('port.taken', `Port ${port} is used by ${who}.`, {
    hint: 'Leave --port away: a fitting Headroom is found, or one is started on a free port.',
  });
}

/** Addresses of Headrooms of this home that live, under both names of this computer. */
export async function listOwnOrigins(home: string): Promise<Set<string>> {
  const urls = (await listLiving(home)).flatMap(({ url }) => (url === null ? [] : [new URL(url).origin]));
  return new Set(urls.flatMap((url) => [url, url.replace('127.0.0.1', 'localhost')]));
}

/** It is ours when it is the very process that wrote itself down in our home, and says so on its port. */
async function fits(record: RunRecord, { settings, version }: Wanted): Promise<boolean> {
  if (record.url === null || record.version !== version) return false;
  const answer = await askLocal({ ...hostAndPort(record.url), path: '/health' });
  const health = answer === null ? null : parseHealth(answer.body);
  if (health === null || health.pid !== record.owner.pid || health.version !== version) return false;
  return findDifferentUpstreams(health, settings.upstreams).length === 0;
}

/** Starts one that ends with its last user; those who start at the same moment take turns and share it. */
async function startOne(wanted: Wanted, port: number): Promise<string> {
  const { home } = wanted.settings;
  const turn = join(home, 'run', 'starting.json');
  const deadline = Date.now() + START_MS;
  while (!(await claimFile(turn, `${process.pid}`, async (text) => !(await isWaiting(text)))).isOurs) {
    await sleep(POLL_MS);
    const other = wanted.port === null ? await findFitting(wanted) : null;
    if (other?.url) return other.url;
    if (Date.now() > deadline) throw new AppError('wrap.no-proxy', 'Another start of Headroom takes too long.');
  }
  try {
    const standing = `http://127.0.0.1:${port}`;
    if (port !== 0 && (await answers(standing))) return standing;
    const other = port === 0 ? await findFitting(wanted) : null;
    return other?.url ?? (await spawnProxy(wanted, port));
  } finally {
    await removeFile(turn);
  }
}

function isWaiting(text: string): Promise<boolean> {
  return isSameAlive({ pid: Number(text), identity: null });
}

async function spawnProxy({ settings, env }: Wanted, port: number): Promise<string> {
  const logPath = join(settings.home, 'logs', 'wrap-proxy.log');
  const launch = makeOwnLaunch(['proxy', '--host', '127.0.0.1', '--port', String(port), '--until-unused']);
  const child = await startChild(launch, { env, bond: 'detached', logPath });
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  for (const deadline = Date.now() + START_MS; Date.now() < deadline && !hasEnded; await sleep(POLL_MS)) {
    const url = await findUrlOf(settings.home, child.pid);
    if (url !== null) return url;
  }
  if (!hasEnded) sendSignal(child.pid, 'SIGKILL');
  throw new AppError('wrap.no-proxy', 'Headroom did not come up for the wrapped tool.', {
    hint: `Its last words are in ${logPath}.`,
  });
}

/** Replaces the Headroom of a running tool on the same port when it dies or hangs. Gives what ends the watching. */
function keepAnswered(wanted: Wanted, url: string): () => void {
  let misses = 0;
  let isBusy = false;
  const look = async (): Promise<void> => {
    misses = (await answers(url)) ? 0 : misses + 1;
    if (misses < MISSES || !wanted.mayStart) return;
    await replace(wanted, url);
    misses = 0;
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    // The tool goes on either way; the next look tries again.
    look()
      .catch(() => {})
      .finally(() => {
        isBusy = false;
      });
  }, WATCH_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function replace(wanted: Wanted, url: string): Promise<void> {
  const record = (await listLiving(wanted.settings.home)).find((one) => one.url === url);
  // The main one has a supervisor of its own.
  if (record?.kind === 'main') return;
  if (record !== undefined && (await isSameAlive(record.owner))) sendSignal(record.owner.pid, 'SIGKILL');
  await startOne({ ...wanted, port: portOf(url) }, portOf(url));
}

async function answers(url: string): Promise<boolean> {
  return (await askLocal({ ...hostAndPort(url), path: '/livez' }))?.status === 200;
}

function hostAndPort(url: string): { host: string; port: number } {
  return { host: new URL(url).hostname.replace(/^\[|\]$/g, ''), port: portOf(url) };
}

function portOf(url: string): number {
  return Number(new URL(url).port || 80);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
