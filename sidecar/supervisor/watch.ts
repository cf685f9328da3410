import { waitAfter, withinWindow } from '../lib/backoff.ts';
import type { Event, Ward, Watched } from './types.ts';

/** A dead port is noticed by clients at once, and all of them retry for more than a minute: look often. */
const PROBE_EVERY_MS = 1000;

/** Two in a row, so that one slow spell of a busy machine is not taken for a hang. */
const MISSES_TO_HANG = 2;

/** A sidecar listens within a second; a cold disk may take many. */
const START_MS = 30_000;

/** Three failures in this time are no accident any more. */
const WINDOW_MS = 60_000;
const FAILURES_TO_GIVE_UP = 3;

/** Within what clients outlast (75–180 s), the first at once. */
const QUICK = { firstMs: 250, mostMs: 2000 };

/** After giving up nobody new is led here, but tools that started before still knock: try on, slowly. */
const SLOW = { firstMs: 10_000, mostMs: 300_000 };

/** A sidecar that is asked to end lets answers finish for 15 seconds and tidies up for up to 10; systemd waits for 30. */
const STOP_MS = 26_000;

/** A sidecar that is watched. */
export interface Watch {
  /** Exit code, once it ends: by its own decision, by {@link Watch.stop}, or because it never came up at all. */
  readonly ended: Promise<number>;
  /** Ends the sidecar; answers under way may finish. Twice: at once. */
  stop(): void;
}

/**
 * Starts a sidecar and keeps it alive on the port that it first had: one that dies is replaced, one that hangs is killed
 * and replaced. Three failures within a minute are told as 'gave-up', after which it is tried on slowly.
 * A sidecar that ends by itself before it ever listened (a wrong flag, a port that is taken) ends the watch.
 */
export function watchSidecar(world: Watched, onEvent: (event: Event) => Promise<void>): Watch {
  const state = { ward: null as Ward | null, stops: 0 };
  const ended = run(world, state, onEvent);
  return {
    ended,
    stop() {
      state.stops++;
      if (state.stops === 1) state.ward?.stop();
      else state.ward?.kill();
    },
  };
}

interface State {
  ward: Ward | null;
  stops: number;
}

type Round =
  | { readonly kind: 'over'; readonly code: number }
  | { readonly kind: 'failed'; readonly cause: 'died' | 'hung' | 'mute'; readonly url: string | null };

async function run(world: Watched, state: State, onEvent: (event: Event) => Promise<void>): Promise<number> {
  let port: number | null = null;
  let failures: number[] = [];
  let hasGivenUp = false;
  let slow = 0;
  for (let restarts = 0; ; restarts++) {
    const startedAt = world.now();
    const round = await watchOne(world, state, { port, restarts, onEvent });
    if (round.kind === 'over') {
      await onEvent({ kind: 'ended', code: round.code });
      return round.code;
    }
    if (round.url !== null) port = Number(new URL(round.url).port);
    const now = world.now();
    // One that lived this long was healed; what comes now is a new trouble.
    if (now - startedAt >= WINDOW_MS) hasGivenUp = false;
    failures = [...withinWindow(failures, now, WINDOW_MS), now];
    await onEvent({ kind: 'failed', cause: round.cause, failures: failures.length });
    if (!hasGivenUp && failures.length >= FAILURES_TO_GIVE_UP) {
      hasGivenUp = true;
      await onEvent({ kind: 'gave-up', failures: failures.length });
    }
    slow = hasGivenUp ? slow + 1 : 0;
    await sleepUnlessStopped(world, state, hasGivenUp ? waitAfter(slow, SLOW) : waitAfter(failures.length, QUICK));
    if (state.stops > 0) {
      await onEvent({ kind: 'ended', code: 0 });
      return 0;
    }
  }
}

interface RoundOptions {
  readonly port: number | null;
  readonly restarts: number;
  onEvent(event: Event): Promise<void>;
}

/** One life of a sidecar. */
async function watchOne(world: Watched, state: State, { port, restarts, onEvent }: RoundOptions): Promise<Round> {
  const ward = await world.start(port);
  state.ward = ward;
  if (state.stops > 0) ward.stop();
  const end = { value: null as { code: number; isClean: boolean } | null };
  const ended = ward.ended.then((value) => {
    end.value = value;
  });
  const url = await findUrl(world, ward, end);
  const isOver = (): Round | null => {
    if (end.value === null) return null;
    const { code, isClean } = end.value;
    const neverListened = url === null && restarts === 0 && code < 128;
    if (isClean || neverListened || state.stops > 0) {
      // Asked to end before it could listen to the wish, or asked twice: it ends as asked all the same.
      return { kind: 'over', code: state.stops > 0 && code >= 128 ? 0 : code };
    }
    return { kind: 'failed', cause: 'died', url };
  };
  if (url === null) {
    const over = isOver();
    if (over !== null) return over;
    ward.kill();
    await ended;
    return state.stops > 0 ? { kind: 'over', code: 0 } : { kind: 'failed', cause: 'mute', url };
  }
  await onEvent({ kind: 'listening', url, pid: ward.pid, isFirst: port === null });
  let stoppedAt: number | null = null;
  for (let misses = 0; ; ) {
    await Promise.race([ended, world.sleep(PROBE_EVERY_MS)]);
    const over = isOver();
    if (over !== null) return over;
    if (state.stops > 0) {
      // While it finishes what is under way it no longer accepts, and may take its time. One that hangs would take all of it.
      stoppedAt ??= world.now();
      if (world.now() - stoppedAt > STOP_MS) ward.kill();
      continue;
    }
    misses = (await Promise.race([ended.then(() => true), world.probe(url)])) ? 0 : misses + 1;
    if (misses < MISSES_TO_HANG || end.value !== null || state.stops > 0) continue;
    ward.kill();
    await ended;
    return { kind: 'failed', cause: 'hung', url };
  }
}

async function findUrl(world: Watched, ward: Ward, end: { value: unknown }): Promise<string | null> {
  const deadline = world.now() + START_MS;
  while (end.value === null && world.now() < deadline) {
    const url = await world.findUrl(ward);
    if (url !== null) return url;
    await world.sleep(50);
  }
  return null;
}

async function sleepUnlessStopped(world: Watched, state: State, ms: number): Promise<void> {
  const until = world.now() + ms;
  while (state.stops === 0 && world.now() < until) await world.sleep(Math.min(100, until - world.now()));
}
