import type { Settings } from '../contract/settings.ts';
import { readVersion } from '../machine/index.ts';
import type { Sidecar } from '../main.ts';
import {
  claimMain,
  type Interception,
  type MainClaim,
  type PauseReason,
  recordProxy,
  sweepRecords,
} from '../supervisor/index.ts';
import { formatNames } from './interception.ts';
import { say } from './output.ts';
import { claimPort } from './run-sidecar.ts';
import type { Io } from './types.ts';

/** Set for a sidecar that a supervisor started: "first", or "again" for one that replaces another which has listened. */
export const WARD = 'HEADROOM_WARD';

/** How the one Headroom of a home is run. */
export interface MainRun {
  readonly settings: Settings;
  readonly io: Io;
  /** Command and flags with which a supervisor starts the sidecar anew. */
  readonly command: string;
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** Undefined: only when clients depend on us. */
  readonly supervised: boolean | undefined;
  /** Shows people that it runs; gives what ends the showing. */
  present(sidecar: Sidecar, isFirst: boolean): Promise<() => Promise<void>>;
}

/** A Headroom that keeps nothing on disk has no place to take there. */
const nowhere: Place = {
  isOurs: true,
  isUnwritten: true,
  left: null,
  publish: async () => {},
  release: async () => {},
};

export type Place = MainClaim & {
  readonly isOurs: true;
  /** True when nothing could or should be written down. */
  readonly isUnwritten?: boolean;
};

/** Takes the place of the one Headroom of a home; null when one runs already, which has been told. */
export async function takePlace(settings: Settings, io: Io): Promise<Place | null> {
  if (!(await claimPort(settings, io))) return null;
  if (settings.stateless) return nowhere;
  const place = await claimMain(settings.home, await readVersion()).catch((error: Error) => {
    // A home that cannot be written costs what is kept there, never the proxy.
    say(io, `Nothing can be written down in ${settings.home}: ${error.message}`);
    return nowhere;
  });
  if (place.isOurs) {
    if (place !== nowhere) await sweepRecords(settings.home);
    if (place.left !== null) say(io, 'The last Headroom did not end cleanly; its clients are looked after.');
    return place;
  }
  const { url, owner } = place.running;
  say(io, `Headroom already runs ${url === null ? '' : `at ${url} `}with this home (process ${owner.pid}).`);
  say(io, '  Stop it first, or give this one a home of its own: --home DIR');
  return null;
}

/**
 * Wraps, guards and the supervisor find the sidecar by its record; a home that cannot be written costs only that.
 * @returns what takes the record away again
 */
export function recordSidecar(
  { home, stateless }: Settings,
  { url, services }: Pick<Sidecar, 'url' | 'services'>,
): Promise<() => Promise<void>> {
  const nothing = async (): Promise<void> => {};
  if (stateless) return Promise.resolve(nothing);
  return recordProxy(home, { kind: 'main', url, version: services.version }).catch(() => nothing);
}

/** Leads the clients that were released back here, and says so. */
export async function resume(interception: Interception, url: string, io: Io): Promise<readonly string[]> {
  const ids = await tolerate(io, () => interception.resume(url));
  if (ids.length > 0) say(io, `Connected again: ${formatNames(ids)}.`);
  return ids;
}

/** Gives connected clients their own settings back, and says so. */
export async function release(
  interception: Interception,
  io: Io,
  reason: PauseReason = 'stopped',
): Promise<readonly string[]> {
  const ids = await tolerate(io, () => interception.pause(reason));
  if (ids.length === 0) return ids;
  const until = reason === 'stopped' ? 'until the next start' : 'until headroom resume or the next start';
  say(io, `Paused ${until}: ${formatNames(ids)} (they go to their providers directly).`);
  return ids;
}

/** Settings of clients that cannot be changed are told; they must not keep the proxy from running, or from ending. */
async function tolerate(io: Io, move: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await move();
  } catch (error) {
    say(io, `The settings of clients could not be changed: ${(error as Error).message}`);
    return [];
  }
}
