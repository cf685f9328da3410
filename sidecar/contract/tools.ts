/** Programs of others that Headroom can install on request, as the API and the commands tell of them. */

/** What an installation does right now. Bytes are those of the archive. */
export interface ToolProgress {
  readonly tool: string;
  /** download: bytes come in; check: hash, extraction and the first run; done, failed: it has ended. */
  readonly phase: 'download' | 'check' | 'done' | 'failed';
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; null as long as nothing can be said. */
  readonly bytesPerSecond: number | null;
  readonly etaSeconds: number | null;
  /** Why it failed; null unless it did. */
  readonly error: ToolProblem | null;
}

export interface ToolProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/**
 * absent: not installed. current: the pinned version. outdated: another version than the pinned one.
 * damaged: a receipt, but not the file that it tells of. unsupported: there is no build for this computer.
 */
export type ToolState = 'absent' | 'current' | 'outdated' | 'damaged' | 'unsupported';

/** A tool with what is installed of it. */
export interface ToolRow {
  readonly id: string;
  readonly name: string;
  /** One sentence: what it is good for. */
  readonly summary: string;
  readonly homepage: string;
  readonly licence: string;
  /** The version that this Headroom installs, and of which edition. */
  readonly version: string;
  readonly edition: string;
  readonly state: ToolState;
  readonly installed: InstalledTool | null;
  /** The version that `rollback` brings back. */
  readonly previous: string | null;
  /** The archives for this computer, for bringing them by hand; none when there is no build for it. */
  readonly downloads: readonly { readonly url: string; readonly bytes: number; readonly sha256: string }[];
  /** What it writes when it runs, in words. */
  readonly writes: readonly string[];
  /** An installation of this process that goes on; null when there is none. */
  readonly progress: ToolProgress | null;
}

export interface InstalledTool {
  readonly version: string;
  /** Absolute path of the program. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly installedAt: number;
}

/** How a request went. */
export interface ToolResult {
  readonly id: string;
  readonly outcome: 'installed' | 'updated' | 'repaired' | 'rolled-back' | 'removed' | 'intact' | 'unchanged';
  /** The version that is installed now; null when none is. */
  readonly version: string | null;
  /** Absolute path of the program; null when none is installed. */
  readonly path: string | null;
}
