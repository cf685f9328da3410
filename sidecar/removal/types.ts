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
  /** The sign-in to an account service. */
  readonly account: InstalledAccount;
}

/** A sign-in, as far as it is taken back here. */
export interface InstalledAccount {
  /** Where its token lies, in words and as a path if it is a file; null when nobody is signed in. */
  find(): Promise<{ readonly service: string; readonly name: string; readonly path: string | null } | null>;
  /** Takes the token off this computer, and has the service revoke it if it can be reached. Rejects when that fails. */
  signOut(): Promise<void>;
}
