import type { Clients } from '../clients/index.ts';
import type { Settings } from '../contract/settings.ts';
import { forgetPause, type Interception, notePause, readPause } from '../supervisor/index.ts';
import type { Io } from './types.ts';

/** What supervision needs of the clients. */
export type MovableClients = Pick<Clients, 'states' | 'connect' | 'pause' | 'resume'>;

/**
 * Brings the clients and supervision together: a pause that supervision made is written down, so that only such a one is
 * taken back by the next start; what a person paused stays paused.
 * @param open the clients, as led to an address
 */
export function makeInterception(home: string, open: (url: string | null) => MovableClients): Interception {
  const connected = async (): Promise<string[]> =>
    Object.entries(await open(null).states()).flatMap(([id, state]) => (state === 'connected' ? [id] : []));
  return {
    connected,
    isNeeded: async () => (await readPause(home)) !== null || (await connected()).length > 0,
    async pause(reason) {
      const ids = await connected();
      if (ids.length === 0) return [];
      const before = await readPause(home);
      // Written first: a crash in between leaves clients connected, and resuming those changes nothing.
      await notePause(home, { reason, clients: [...new Set([...(before?.clients ?? []), ...ids])], at: Date.now() });
      const results = await open(null).pause();
      return results.filter(({ outcome }) => outcome === 'paused').map(({ id }) => id);
    },
    async resume(url) {
      const clients = open(url);
      const moved = new Set<string>();
      if ((await readPause(home)) !== null) {
        const results = await clients.resume();
        for (const { id, outcome } of results) if (outcome === 'resumed' || outcome === 'connected') moved.add(id);
        await forgetPause(home);
      }
      // Those that lead to an address that we had before.
      for (const id of await connected()) {
        const results = await clients.connect(id);
        for (const { outcome, changes } of results) if (outcome === 'connected' && changes.length > 0) moved.add(id);
      }
      return [...moved];
    },
  };
}

/** The clients of this user, as supervision moves them. */
export function openInterception(settings: Settings, _io: Io): Interception {
  return makeInterception(settings.home, () => noClients);
}

const noClients: MovableClients = {
  states: async () => ({}),
  connect: async () => [],
  pause: async () => [],
  resume: async () => [],
};

/** "claude-code, codex" for people. */
export function formatNames(ids: readonly string[]): string {
  return ids.join(', ');
}
