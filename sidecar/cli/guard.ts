import { join } from 'node:path';
import type { Settings } from '../contract/settings.ts';
import { formatCount } from '../lib/counts.ts';
import { toOrigin } from '../lib/origin.ts';
import {
  askLocal,
  claimFile,
  isSameAlive,
  makeLastingLaunch,
  readOwner,
  removeFile,
  startChild,
} from '../machine/index.ts';
import { type Env, type Flags, resolveSettings } from '../settings.ts';
import { type Interception, readMain } from '../supervisor/index.ts';
import { openInterception } from './interception.ts';
import { release } from './main-place.ts';
import { parseHealth } from './neighbour.ts';
import { say } from './output.ts';
import type { Io } from './types.ts';

const LOOK_EVERY_MS = 500;

/** Clients outlast a minute of a dead port; a restart by a supervisor takes a second or two. */
const GONE_MS = 5000;

/** How soon after clients were connected somebody stands by for them. */
const KEEP_EVERY_MS = 5000;

/** Gives connected clients their own settings back unless a Headroom answers within `waitMs`. */
export async function guardOnce(settings: Settings, io: Io, waitMs: number): Promise<void> {
  const interception = openInterception(settings, io.env);
  const deadline = performance.now() + waitMs;
  let isWaiting = false;
  while ((await interception.connected()).length > 0) {
    if (await answers(settings)) return;
    if (!isWaiting && waitMs > 0)
      say(io, `No Headroom answers yet; waiting ${formatCount(Math.round(waitMs / 1000), 'second')} for it.`);
    isWaiting = true;
    if (performance.now() >= deadline) {
      say(io, 'No Headroom answers.');
      await release(interception, io, 'unreachable');
      return;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** A start that failed: clients that were led here before must not wait for it. Never rejects. */
export async function guardFailed(settings: Settings, io: Io): Promise<void> {
  await guardOnce(settings, io, 0).catch((error: Error) =>
    say(io, `Clients could not be looked after: ${error.message}`),
  );
}

/** {@link resolveSettings} for a start; when they are wrong, clients that were led here before are released first. */
export async function resolveOrRelease(flags: Flags, io: Io): Promise<Settings> {
  try {
    return resolveSettings(flags, io.env);
  } catch (error) {
    const place = readPlace(flags, io.env);
    if (place !== null) await guardFailed(place, io);
    throw error;
  }
}

/** Where Headroom is and keeps its records, whatever else is wrong in the settings; null when even that is. */
export function readPlace({ home, host, port }: Flags, env: Env): Settings | null {
  // A wrong value of another setting must not keep clients at a port where nobody is.
  const names = ['HOME', 'USERPROFILE', 'HEADROOM_HOME', 'HEADROOM_HOST', 'HEADROOM_PORT', 'HEADROOM_PROXY_TOKEN'];
  try {
    return resolveSettings({ home, host, port }, Object.fromEntries(names.map((name) => [name, env[name]])));
  } catch {
    return null; // told by whoever needs all of the settings
  }
}

/** Stands by as long as a Headroom runs that nobody supervises; does as {@link guardOnce} when it is gone. One per home. */
export async function guardOn(settings: Settings, io: Io): Promise<void> {
  const post = join(settings.home, 'run', 'guard.json');
  const claim = await claimFile(post, JSON.stringify(await readOwner()), async (text) => !(await isOnPost(text)));
  if (!claim.isOurs) return;
  // Ctrl-C is meant for the Headroom in the same terminal; we go when it has gone.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  try {
    const interception = openInterception(settings, io.env);
    let seenAt = performance.now();
    while (performance.now() - seenAt < GONE_MS) {
      await sleep(LOOK_EVERY_MS);
      if ((await interception.connected()).length === 0 && (await readMain(settings.home)) === null) return;
      if (await answers(settings)) seenAt = performance.now();
    }
    await release(interception, io, 'unreachable');
  } finally {
    await removeFile(post);
  }
}

/**
 * Keeps a guard standing by while clients are connected to a Headroom without a supervisor: it outlives even kill -9.
 * @returns what ends the keeping; the guard itself goes when Headroom has gone.
 */
export function keepGuard(settings: Settings, interception: Interception, io: Io): () => void {
  const launch = makeLastingLaunch(['guard', '--watch', '--home', settings.home, '--port', String(settings.port)]);
  let hasGuard = false;
  const look = async (): Promise<void> => {
    if (hasGuard || (await interception.connected()).length === 0) return;
    hasGuard = true;
    const child = await startChild(launch, { env: io.env, bond: 'detached' });
    void child.ended.then(() => {
      hasGuard = false;
    });
  };
  // Without a guard the proxy runs all the same; the next look tries again.
  const timer = setInterval(() => void look().catch(() => {}), KEEP_EVERY_MS);
  timer.unref();
  void look().catch(() => {});
  return () => clearInterval(timer);
}

async function isOnPost(text: string): Promise<boolean> {
  try {
    const { pid, identity } = JSON.parse(text) as { pid: number; identity: string | null };
    return await isSameAlive({ pid, identity });
  } catch {
    return false; // cut off: nobody stands there
  }
}

/** Where the Headroom of this home said that it is, else where its settings put it. */
async function answers({ home, host, port }: Settings): Promise<boolean> {
  const url = new URL((await readMain(home))?.url ?? toOrigin(host, port));
  const found = await askLocal({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 80),
    path: '/livez',
  });
  // A program that has taken the port meanwhile may answer whatever it is asked.
  return found?.status === 200 && parseHealth(found.body) !== null;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
