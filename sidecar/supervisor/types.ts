/** Contracts of supervision: who runs, what is watched, what is told when it goes wrong. */
import type { Owner } from '../machine/index.ts';

/** What a running Headroom writes down about itself, so that the next one, a wrap or a guard finds it. */
export interface RunRecord {
  /** The process that answers for it: the supervisor when there is one, else the sidecar itself. */
  readonly owner: Owner;
  /** main: started by a person or the system. wrap: made for `headroom wrap`, ends with the last wrapped tool. */
  readonly kind: 'main' | 'wrap';
  /** Where it answers, without a trailing slash; null while it starts. */
  readonly url: string | null;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A wrapped tool that runs. */
export interface ToolRecord {
  readonly owner: Owner;
  readonly tool: string;
  /** Port of the Headroom that it uses. */
  readonly port: number;
}

/** Why interception was stripped from clients. */
export type PauseReason = 'stopped' | 'crashed' | 'unreachable';

/** The clients whose settings lead to us, as far as supervision moves them. Given by whoever knows the clients. */
export interface Interception {
  /** Whether clients depend on us: they lead here, or would if we had not stopped. */
  isNeeded(): Promise<boolean>;
  /** Ids of clients whose settings lead to Headroom now. */
  connected(): Promise<readonly string[]>;
  /** Gives every connected client its own settings back and remembers it. Gives the ids; never half a client. */
  pause(reason: PauseReason): Promise<readonly string[]>;
  /** Leads clients that a pause released, and those that lead to another address of ours, to `url`. Gives the ids. */
  resume(url: string): Promise<readonly string[]>;
}

/** One sidecar under supervision. */
export interface Ward {
  readonly pid: number;
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<WardEnding>;
  /** Asks it to finish what is under way and to end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

export interface WardEnding {
  /** Exit code as a shell would tell it. */
  readonly code: number;
  /** True when it ended by its own decision (exit 0). */
  readonly isClean: boolean;
}

/** What supervision needs of the world. */
export interface Watched {
  /** Starts a sidecar; on the given port when one was known before. @throws when it cannot be started at all. */
  start(port: number | null): Promise<Ward>;
  /** Where the sidecar of this process listens, once it does; null before. */
  findUrl(ward: Ward): Promise<string | null>;
  /** One real request; false when it is not answered in time by this very sidecar. */
  probe(url: string): Promise<boolean>;
  /** Milliseconds, never going back. */
  now(): number;
  /** Waits; rejects never. */
  sleep(ms: number): Promise<void>;
}

/** What happened, for people and for the state that doctor and health read. */
export type Event =
  /** `isFirst`: none listened before, whether or not others were started. */
  | { readonly kind: 'listening'; readonly url: string; readonly pid: number; readonly isFirst: boolean }
  | { readonly kind: 'failed'; readonly cause: 'died' | 'hung' | 'mute'; readonly failures: number }
  | { readonly kind: 'gave-up'; readonly failures: number }
  | { readonly kind: 'ended'; readonly code: number };
