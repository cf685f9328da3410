/** The contract of a doctor check: one file here, one line in index.ts. Checks read, they never change anything. */
import type { AccountDoor } from '../../account/index.ts';
import type { Clients } from '../../clients/types.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Neighbour } from '../neighbour.ts';

export interface Finding {
  /** Id of the check that found it. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'broken';
  /** One sentence. */
  readonly message: string;
  /** What to do; absent only when nothing is to be done. */
  readonly hint?: string;
  /** A remedy that is safe and can be taken back; run by `headroom doctor --fix` only. */
  readonly fix?: { readonly summary: string; run(): Promise<void> };
}

/** How an upstream answered a HEAD request. */
export interface Probe {
  readonly provider: string;
  readonly url: string;
  /** Null: no answer; `fault` then says why. */
  readonly status: number | null;
  readonly fault: string | null;
  readonly tookMs: number;
  /** Its clock, in ms since the epoch, from the Date header; null when it has none. */
  readonly clock: number | null;
}

/** What checks may ask. The promises are shared, so that two checks cost one question. */
export interface Situation {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory, where clients keep their settings. */
  readonly userHome: string;
  readonly nodeVersion: string;
  readonly now: number;
  neighbour(): Promise<Neighbour>;
  probes(): Promise<readonly Probe[]>;
  clients(): Promise<Pick<Clients, 'list' | 'pause' | 'disconnect'>>;
  hooks(): Promise<Pick<Clients, 'list'>>;
  /** Null when no account service is configured. */
  account(): Promise<Pick<AccountDoor, 'read' | 'verify'> | null>;
}

export interface Check {
  readonly id: string;
  find(situation: Situation): Promise<readonly Finding[]>;
}
