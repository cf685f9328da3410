/** Contracts of this room: what a scan of a project finds. Paths are relative to what was scanned, with "/". */
import type { FunctionSpan } from '../contract/vitals.ts';

/** What a file is for. Only code is rated; tests, benchmarks and examples are apart: they grow with what they show. */
export type Role = 'code' | 'test' | 'data' | 'document' | 'generated' | 'other';

export interface SourceFile {
  readonly path: string;
  readonly role: Role;
  readonly sizeBytes: number;
  readonly changedAt: number;
}

/** What is read off one file's text; kept between scans while the file is the same. */
export interface Measure {
  /** Without the tests that stand among the code. */
  readonly lines: number;
  readonly codeLines: number;
  /** Branches, each with one more for every level that it is nested within its function. */
  readonly complexity: number;
  readonly functions: readonly FunctionSpan[];
  /** Names of packages that it imports, as written. */
  readonly imports: readonly string[];
  /** Sampled hashes of runs of lines, each followed by its line: what a duplicate elsewhere is found by. */
  readonly prints: readonly number[];
  /** True when its head says that a program made it. */
  readonly isGenerated: boolean;
}

/** One commit, as far as vitals need it. Times in ms since the epoch. */
export interface Commit {
  readonly hash: string;
  readonly at: number;
  readonly author: string;
  /** Under the names that they have now. */
  readonly files: readonly { readonly path: string; readonly added: number; readonly removed: number }[];
}

export interface History {
  /** Newest first; merges, bots and commits that touch hundreds of files at once are left out. */
  readonly commits: readonly Commit[];
  readonly head: string;
  /** When the newest commit was made. */
  readonly headAt: number;
  /** Span that was looked at, in days before the newest commit. */
  readonly days: number;
  /** True when a bound ended the reading, or the clone is shallow. */
  readonly isPartial: boolean;
}

export type {
  Confidence,
  Coupling,
  Dependencies,
  Drift,
  Duplicate,
  FunctionSpan,
  Hotspot,
  Knowledge,
  VitalsReport,
} from '../contract/vitals.ts';
