/** Studies: what is looked up on this computer on request, in a process of its own, and kept. Times in ms since the epoch. */
import type { FileChange } from './clients.ts';
import type { UsageReport } from './usage.ts';
import type { VitalsReport } from './vitals.ts';

export type StudyKind = 'usage' | 'vitals' | 'notes';

/** How the latest run of a study goes, or how it ended when it has no report. */
export interface StudyRun {
  readonly state: 'running' | 'cancelled' | 'failed';
  readonly startedAt: number;
  /** What is being done, in words; '' before the first word. */
  readonly step: string;
  /** Why it failed; null otherwise. */
  readonly error: { readonly message: string; readonly hint: string | null } | null;
}

/** A study: its latest run, and the last report that there is. */
export interface Study<Report> {
  /** Null when nothing runs and the latest run has left its report. */
  readonly run: StudyRun | null;
  /** The last report, also while a new one is made. */
  readonly report: Report | null;
  /** When that report was made; null without one. */
  readonly reportedAt: number | null;
}

/** How a run is made. */
export interface StudyOptions {
  /** Vitals: registries are asked about dependencies, whose names they hear. Default: nobody is asked anything. */
  readonly isOnline?: boolean;
}

/** Where a project is known from. reports: it was looked at before. */
export type ProjectSource = 'transcripts' | 'ledger' | 'reports';

/** A directory that agents worked in, or that a person named. */
export interface ProjectRow {
  /** Absolute. */
  readonly path: string;
  readonly sources: readonly ProjectSource[];
  /** When an agent last worked there, as far as known. */
  readonly lastAt: number | null;
}

/** One way to sum up what the transcripts hold, for each grouping. */
export interface UsageReports {
  readonly reports: readonly UsageReport[];
  /** Transcripts that were read. */
  readonly files: number;
  /** What could not be read or priced, in words. */
  readonly troubles: readonly string[];
}

/** What the transcripts say, and since when each client goes through Headroom. */
export interface UsageStudy extends Study<UsageReports> {
  /** Clients with their first exchange in the ledger. */
  readonly connected: readonly { readonly client: string; readonly sinceMs: number }[];
}

export type VitalsStudy = Study<VitalsReport>;

/** A lesson that was taught often enough to be written down. */
export interface NoteRow {
  readonly rule: string;
  /** Markdown, one line. */
  readonly text: string;
  readonly times: number;
  readonly sessions: number;
  readonly client: string;
  readonly lastAt: number;
}

export interface NotesReport {
  readonly notes: readonly NoteRow[];
  /** Tool calls that were looked at, and the sessions that they stand in. */
  readonly calls: number;
  readonly sessions: number;
}

/** What applying would do to one instruction file, as it stands now. */
export interface NotesDraft {
  /** Absolute. */
  readonly path: string;
  readonly change: FileChange;
  /** Lines that are not there yet. */
  readonly added: readonly string[];
  /** Names the file as it was read and what would be written: apply does just that, or nothing. */
  readonly revision: string;
}

export interface NotesStudy extends Study<NotesReport> {
  /** Files that would change; read anew at every question. */
  readonly drafts: readonly NotesDraft[];
  /** Files that hold notes of ours and can be taken back. */
  readonly applied: readonly string[];
}

/** Studies of this computer, as the API asks for them. Projects are absolute paths, or begin with ~. */
export interface StudiesDoor {
  projects(): Promise<readonly ProjectRow[]>;
  usage(): Promise<UsageStudy>;
  vitals(project: string): Promise<VitalsStudy>;
  notes(project: string): Promise<NotesStudy>;
  /** Begins a run. @throws AppError study.busy while one of that kind runs, file.unreadable for what is no directory. */
  start(kind: StudyKind, project: string, options?: StudyOptions): Promise<void>;
  /** Ends a run; the last report stays. */
  cancel(kind: StudyKind): void;
  /** @returns files that were written. @throws AppError file.changed, study.nothing */
  apply(project: string, revisions: readonly string[]): Promise<readonly string[]>;
  /** @returns files that were taken back. @throws AppError file.changed */
  undo(project: string): Promise<readonly string[]>;
}
