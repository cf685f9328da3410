import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { findDifferentUpstreams, findNeighbour, formatListener, type RunningHeadroom } from './neighbour.ts';
import { say } from './output.ts';
import { type StopSignals, watchStopSignals } from './stop-signals.ts';
import type { ExitCode, Io } from './types.ts';

/** What is needed of a sidecar that runs. */
export interface RunningSidecar {
  readonly url: string;
  /** Stops accepting, lets streams finish, writes what is queued. */
  close(): Promise<void>;
}

/** How long answers under way may take after the first Ctrl-C. */
const GRACE_MS = 15_000;

/**
 * Looks at the port before anything is started.
 * @returns false when a Headroom with the same upstreams runs there already, which it has told.
 * @throws AppError port.taken when somebody else is there, or a Headroom that sends elsewhere.
 */
export async function claimPort(settings: Settings, io: Io): Promise<boolean> {
  const neighbour = await findNeighbour(settings);
  switch (neighbour.kind) {
    case 'nobody':
      return true;
    case 'headroom':
      return tellRunning(neighbour.health, settings, io);
    case 'stranger':
      throw new AppError('port.taken', `Port ${settings.port} is used by ${formatListener(neighbour.listener)}.`, {
        hint: `Stop that program, or choose another port: --port ${nextPort(settings.port)}`,
      });
  }
}

function tellRunning(running: RunningHeadroom, settings: Settings, io: Io): false {
  const origin = toOrigin(settings.host, settings.port);
  const process = running.pid === null ? '' : `, process ${running.pid}`;
  const different = findDifferentUpstreams(running, settings.upstreams);
  if (different.length > 0) {
    const theirs = different.map((id) => `${id} to ${running.upstreams[id] ?? 'nowhere'}`).join(', ');
    throw new AppError('port.taken', `A Headroom with other upstreams runs at ${origin}${process}: ${theirs}.`, {
      hint: `Stop it first, or choose another port: --port ${nextPort(settings.port)}`,
    });
  }
  say(io, `Headroom ${running.version} already runs at ${origin} with the same upstreams${process}.`);
  if (running.mode !== null && running.mode !== settings.mode) say(io, `  It runs in mode ${running.mode}.`);
  if (running.optimise !== null && running.optimise !== settings.optimise) {
    say(io, `  It ${running.optimise ? 'shortens tool results' : 'forwards everything untouched'}.`);
  }
  return false;
}

function nextPort(port: number): number {
  return port < 65535 ? port + 1 : port - 1;
}

/** How long the writing of a few small files may take at most before we end without it. */
const TIDY_MS = 5000;

/** What else is to be done when a sidecar stops. */
export interface StopHooks {
  /** Called at the first wish to stop, before anything is said. */
  readonly onStop?: (() => Promise<void>) | undefined;
  /** Called last, also when answers under way are cut. */
  readonly onEnd?: (() => Promise<void>) | undefined;
}

/**
 * Keeps a sidecar until Ctrl-C, termination or hang-up; then lets answers under way finish. A second Ctrl-C, or the
 * end of the grace, ends the process at once.
 */
export async function keepUntilStopped(
  sidecar: RunningSidecar,
  io: Io,
  hooks: StopHooks = {},
  signals: StopSignals = watchStopSignals(),
): Promise<ExitCode> {
  await signals.first;
  const stopping = hooks.onStop?.();
  await Promise.race([stopping, signals.second]);
  say(io, 'Stopping; answers under way may finish. Ctrl-C again ends them.');
  const grace = Promise.withResolvers<'cut'>();
  const timer = setTimeout(() => grace.resolve('cut'), GRACE_MS);
  const outcome = await Promise.race([
    sidecar.close().then(() => 'closed' as const),
    signals.second.then(() => 'cut' as const),
    grace.promise,
  ]);
  clearTimeout(timer);
  await within(TIDY_MS, stopping);
  await within(TIDY_MS, hooks.onEnd?.());
  // Sockets that somebody still holds would keep the process alive against the user's will.
  if (outcome === 'cut') process.exit(0);
  signals.release();
  return 0;
}

async function within(ms: number, work: Promise<void> | undefined): Promise<void> {
  const bound = Promise.withResolvers<void>();
  const timer = setTimeout(bound.resolve, ms);
  await Promise.race([work, bound.promise]);
  clearTimeout(timer);
}
