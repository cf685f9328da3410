import { join } from 'node:path';
import { createClients } from './create-clients.ts';
import { hookHosts } from './hook-hosts/index.ts';
import type { HookHost } from './hook-hosts/types.ts';
import type { ClientAdapter, Clients, ClientsOptions } from './types.ts';

/**
 * The clients of this computer as askers of our hooks: connecting one writes the hook into its settings, with the same
 * care and the same way back as for routing. Records lie in <home>/hooks, so that neither touches the other.
 */
export function createHookClients(options: Omit<ClientsOptions, 'adapters' | 'traffic'>): Clients {
  return createClients({ ...options, home: join(options.home, 'hooks'), adapters: hookHosts.map(toAdapter) });
}

/** Routing with its hooks: what is paused for now is both, and both come back. */
export function withHooks(clients: Clients, hooks: Clients): Clients {
  return {
    ...clients,
    pause: async (options) => [...(await clients.pause(options)), ...(await hooks.pause(options))],
    resume: async (options) => [...(await clients.resume(options)), ...(await hooks.resume(options))],
  };
}

function toAdapter(host: HookHost): ClientAdapter {
  return {
    id: host.id,
    name: `The hook of ${host.name}`,
    how: host.obstacle === null ? 'files' : 'steps',
    labels: [],
    detect: (machine) => host.detect(machine),
    plan: async (origin, machine) => ({
      edits: await host.edits(origin, machine),
      notes: host.obstacle === null ? ['Sessions that run now do not have it; new ones do.'] : [],
      steps: host.obstacle === null ? [] : [host.obstacle],
    }),
    verify: async (origin, machine) => [...(await host.verify(origin, machine))],
    launch: () => ({ programs: [], env: {}, args: [], notes: [] }),
  };
}
