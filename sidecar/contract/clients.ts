/** What the API, the page and the command line say about clients: set-up, state, diff. Times in ms since the epoch. */

/**
 * connected: our values stand in its configuration. paused: they were taken out for now, resume puts them back.
 * disconnected: it is there and goes its own way. conflict: it should be connected, but somebody changed our values or
 * broke the file, or wrote what its client does not read. not-installed: no trace of it.
 */
export type ClientState = 'connected' | 'paused' | 'disconnected' | 'conflict' | 'not-installed';

/** A remark of an adapter or of the engine about one client; `level` as in doctor. */
export interface ClientFinding {
  readonly level: 'ok' | 'warning' | 'broken';
  /** One sentence. */
  readonly message: string;
  /** The next step, null when there is none. */
  readonly hint: string | null;
}

/** One line of the list of clients. */
export interface ClientRow {
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly state: ClientState;
  /** files: connect edits its settings. steps: it cannot be set up by file, connect prints what to do by hand. */
  readonly how: 'files' | 'steps';
  readonly installed: boolean;
  readonly version: string | null;
  /** Its program, null when only its settings were found. */
  readonly program: string | null;
  /** Its newest request in the ledger, null when none is known. */
  readonly lastSeenAt: number | null;
  readonly findings: readonly ClientFinding[];
}

/** What happens, or would happen, to one file. */
export interface FileChange {
  /** As people write it, with ~ for the home directory. */
  readonly file: string;
  readonly kind: 'create' | 'change' | 'delete';
  /** Unified diff; values of keys that look like secrets are masked. */
  readonly diff: string;
  /** Each value with its reason. */
  readonly values: readonly { readonly path: string; readonly value: string; readonly why: string }[];
}

/** What connecting would do; nothing has been written. */
export interface ClientPlan {
  readonly id: string;
  readonly name: string;
  readonly state: ClientState;
  readonly how: 'files' | 'steps';
  readonly changes: readonly FileChange[];
  /** What else changes for the user: features that a custom base URL switches off, restarts that are needed. */
  readonly notes: readonly string[];
  /** To do by hand, each one copyable line or sentence. */
  readonly steps: readonly string[];
  /** Addresses that stood there before and that its requests go on to, without credentials. */
  readonly upstreams: readonly string[];
}

/** How it went with one client. */
export interface ClientResult {
  readonly id: string;
  readonly name: string;
  /** unchanged: it was so already. steps: only by hand. failed: see `error`; its files are as they were. */
  readonly outcome: 'connected' | 'disconnected' | 'paused' | 'resumed' | 'unchanged' | 'steps' | 'failed';
  readonly dryRun: boolean;
  readonly changes: readonly FileChange[];
  readonly notes: readonly string[];
  readonly steps: readonly string[];
  /** Values of ours that somebody changed since; they stay. */
  readonly left: readonly string[];
  /** Copies of files as they were before, beside them. */
  readonly backups: readonly string[];
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
}
