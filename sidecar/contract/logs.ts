/** What Headroom writes down about itself: what it did, and what went wrong. No request, no answer, no secret. */

export const logLevels = ['info', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Which part speaks. */
export const logSources = ['sidecar', 'supervisor', 'engine', 'provider', 'api', 'tools'] as const;
export type LogSource = (typeof logSources)[number];

export interface LogEntry {
  readonly level: LogLevel;
  readonly source: LogSource;
  /** One sentence without a full stop. */
  readonly text: string;
  /** Where a defect lies: names of functions and files. Default: null. */
  readonly detail?: string | null;
  /** Id of the exchange that it is about. Default: null. */
  readonly about?: string | null;
}

/** An entry as it stands in the file. */
export interface LogLine extends Required<LogEntry> {
  /** Different for every line of a home. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Process that wrote it. */
  readonly pid: number;
}

export interface LogQuestion {
  /** Lines that are at least this grave. */
  readonly level: LogLevel;
  /** Part of a line, whatever its case; '': all. */
  readonly text: string;
  /** The newest of them. */
  readonly limit: number;
}

export interface LogPage {
  /** Newest first. */
  readonly lines: readonly LogLine[];
  /** Lines that were asked for, also those beyond the limit. */
  readonly total: number;
  /** Where they stand, as people write it. */
  readonly path: string;
  /** Why lines are missing; null when none are. */
  readonly problem: string | null;
}
