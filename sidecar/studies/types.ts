/** Contracts of this room: who does the reading, and what is asked of it. */
import type { NotesReport, UsageReports } from '../contract/studies.ts';
import type { VitalsReport } from '../contract/vitals.ts';

/** The report of each kind. */
export interface Reports {
  readonly usage: UsageReports;
  readonly vitals: VitalsReport;
  readonly notes: NotesReport;
}

/** What is to be looked up. The project is '' for usage. */
export interface Question<Kind extends keyof Reports> {
  readonly kind: Kind;
  readonly project: string;
  readonly isOnline: boolean;
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes one report, away from this process's event loop.
 * Rejects with AppError study.nothing when there is none; when the signal ends it, in any way.
 */
export type Examine = <Kind extends keyof Reports>(question: Question<Kind>) => Promise<Reports[Kind]>;
