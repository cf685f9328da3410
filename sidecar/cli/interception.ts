import { type Clients, createClients } from '../clients/index.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import type { Env } from '../settings.ts';
import { forgetPause, type Interception, notePause, readPause } from '../supervisor/index.ts';

/** What supervision needs of the clients. */
export type MovableClients = Pick<Clients, 'connect' | 'disconnect' | 'pause' | 'resume'>;

/**
 * Brings the clients and supervision together: a pause that supervision made is written down, so that only such a one is
 * taken back by the next start; what a person paused stays paused.
 * @param open the clients, as led to an address; null = wherever Headroom listens by its settings
 */
export function makeInterception(home: string, open: (url: string | null) => MovableClients): Interception {
  const connected = async (): Promise<string[]> =>
    (await open(null).pause({ dryRun: true })).flatMap(({ id, outcome }) => (outcome === 'paused' ? [id] : []));
  return {
    connected,
    isNeeded: async () => (await readPause(home)) !== null || (await connected()).length > 0,
    async pause(reason) {
      const ids = await connected();
      if (ids.length === 0) return [];
      const before = await readPause(home);
      // Written first: a crash in between leaves clients connected, and leading those here again changes nothing.
      await notePause(home, { reason, clients: [...new Set([...(before?.clients ?? []), ...ids])], at: Date.now() });
      const results = await open(null).pause();
      return results.filter(({ outcome }) => outcome === 'paused').map(({ id }) => id);
    },
    async resume(url) {
      const clients = open(url);
      const note = await readPause(home);
      const moved = await leadOver(clients, await connected());
      const paused = (await clients.resume({ dryRun: true })).map(({ id }) => id);
      for (const id of (note?.clients ?? []).filter((one) => paused.includes(one))) {
        const [result] = await clients.connect(id, { force: true }).catch(() => []);
        if (result?.outcome === 'resumed' || result?.outcome === 'connected') moved.push(id);
      }
      if (note !== null) await forgetPause(home);
      return moved;
    },
  };
}

/** Clients that lead to an address that Headroom had before are taken from there first: it is no upstream of theirs. */
async function leadOver(clients: MovableClients, ids: readonly string[]): Promise<string[]> {
  const moved: string[] = [];
  for (const id of ids) {
    const planned = await clients.connect(id, { dryRun: true, force: true }).catch(() => []);
    if (planned.every(({ changes }) => changes.length === 0)) continue;
    await clients.disconnect(id);
    await clients.connect(id, { force: true });
    moved.push(id);
  }
  return moved;
}

/** The clients of this user, as supervision moves them. */
export function openInterception(settings: Settings, env: Env): Interception {
  const { home, host, port } = settings;
  return makeInterception(home, (url) => createClients({ home, env, proxyUrl: url ?? toOrigin(host, port) }));
}

/** "claude-code, codex" for people. */
export function formatNames(ids: readonly string[]): string {
  return ids.join(', ');
}
