/**
 * Job: the coding clients of this computer – finds them, points them at the proxy, takes that back byte for byte.
 * Law: adapters are data, apply.ts does all writing: shown, journalled, atomic, undone as a whole.
 * Neighbours: stands on contract, lib and machine; services, api (through services) and cli stand on it.
 */
export { adapters, type ClientId } from './adapters/index.ts';
export { createClients } from './create-clients.ts';
export { findByName } from './find-adapter.ts';
export { createHookClients, withHooks } from './hook-clients.ts';
export { hookHosts } from './hook-hosts/index.ts';
export { createMcpClients } from './mcp-clients.ts';
export { mcpHosts } from './mcp-hosts/index.ts';
export type { McpEntry } from './mcp-hosts/types.ts';
export type {
  ClientAdapter,
  ClientFinding,
  ClientPlan,
  ClientResult,
  ClientRow,
  ClientState,
  Clients,
  ClientsOptions,
  FileChange,
  Launch,
  Recovery,
} from './types.ts';
export { createUpstreamLookup } from './upstreams.ts';
