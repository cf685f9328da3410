/** Contracts of removal: what it asks of the other rooms. */
import type { Clients } from '../clients/index.ts';

export type { Change, Removal } from '../contract/changes.ts';

/** Where to look, and whose settings. */
export interface Installed {
  /** Headroom's home, absolute. */
  readonly home: string;
  /** Routing of clients through Headroom. */
  readonly clients: Pick<Clients, 'disconnect'>;
  /** Headroom's MCP server in the settings of clients. */
  readonly mcp: Pick<Clients, 'disconnect'>;
  /** Headroom's hooks in the settings of clients. */
  readonly hooks: Pick<Clients, 'disconnect'>;
}
