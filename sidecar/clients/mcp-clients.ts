import { join } from 'node:path';
import { createClients } from './create-clients.ts';
import { mcpHosts } from './mcp-hosts/index.ts';
import type { McpEntry, McpHost } from './mcp-hosts/types.ts';
import type { ClientAdapter, Clients, ClientsOptions } from './types.ts';

/**
 * The clients of this computer as hosts of our MCP server: connecting one writes the server into its settings, with the
 * same care and the same way back as for routing. Records lie in <home>/mcp, so that neither touches the other.
 */
export function createMcpClients(options: Omit<ClientsOptions, 'adapters'>, entry: McpEntry): Clients {
  const home = join(options.home, 'mcp');
  return createClients({ ...options, home, adapters: mcpHosts.map((host) => toAdapter(host, entry)) });
}

function toAdapter(host: McpHost, entry: McpEntry): ClientAdapter {
  return {
    id: host.id,
    name: host.name,
    how: 'files',
    labels: [],
    detect: (machine) => host.detect(machine),
    plan: async (_proxyUrl, machine) => ({
      edits: await host.edits(entry, machine),
      notes: ['Sessions that run now do not have it; new ones do.'],
      steps: [],
    }),
    verify: async () => [],
    launch: () => ({ programs: [], env: {}, args: [], notes: [] }),
  };
}
