import { createClients, createHookClients, createMcpClients } from '../clients/index.ts';
import type { Removal } from '../contract/changes.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { makeLastingLaunch, startChild } from '../machine/index.ts';
import { freeClients, type Installed } from '../removal/index.ts';
import { makeMcpEntry } from './mcp-config.ts';
import type { Io } from './types.ts';

/** The page gets its answer before the process that gives it is ended. */
const ANSWER_MS = 500;

/** What Headroom may have put on this computer, as the command line finds it. */
export function findInstalled({ home, host, port }: Settings, env: Io['env']): Installed {
  const options = { home, env, proxyUrl: toOrigin(host, port) };
  const openAccount = async () => (await import('../account/index.ts')).createInstalledAccount({ home, env });
  return {
    home,
    clients: createClients(options),
    mcp: createMcpClients(options, makeMcpEntry({ home, port: undefined, env })),
    hooks: createHookClients(options),
    account: {
      find: async () => (await openAccount()).find(),
      signOut: async () => (await openAccount()).signOut(),
    },
  };
}

/**
 * Removes Headroom from inside of it: the clients at once, so that the result can still be told; the rest by a process of
 * its own, because nobody removes the ground on which it stands.
 */
export async function uninstallFromInside(settings: Settings, env: Io['env']): Promise<Removal> {
  const removal = await freeClients(findInstalled(settings, env));
  const { home, port } = settings;
  const launch = makeLastingLaunch(['uninstall', '--yes', '--home', home, '--port', String(port)]);
  setTimeout(() => void startChild(launch, { env, bond: 'detached' }).catch(() => {}), ANSWER_MS);
  return removal;
}
