/**
 * One Ctrl-C arrives several times: from the terminal at every process of the group, and once more from npm and from
 * our launcher, which pass it on. Signals this close together are one wish.
 */
const SAME_WISH_MS = 500;

/** What the user wants: first a clean end, then an immediate one. */
export interface StopSignals {
  readonly first: Promise<NodeJS.Signals>;
  readonly second: Promise<NodeJS.Signals>;
  /** Gives the signals back to the system's default. */
  release(): void;
}

/** Listens for Ctrl-C, termination and hang-up. @param source and now can be replaced by a test's own. */
export function watchStopSignals(
  source: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process,
  now: () => number = () => performance.now(),
): StopSignals {
  const first = Promise.withResolvers<NodeJS.Signals>();
  const second = Promise.withResolvers<NodeJS.Signals>();
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (firstAt === null) {
      firstAt = now();
      first.resolve(signal);
    } else if (now() - firstAt >= SAME_WISH_MS) {
      second.resolve(signal);
    }
  };
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];
  for (const signal of signals) source.on(signal, onSignal);
  return {
    first: first.promise,
    second: second.promise,
    release() {
      for (const signal of signals) source.off(signal, onSignal);
    },
  };
}
