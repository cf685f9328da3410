/**
 * Job: what coding agents wrote down on this computer – their transcripts, read as streams, in one shape.
 * Law: only reads; a file of any size costs little memory; an answer is counted once, however often it is written down.
 * Neighbours: stands on machine, analytics (prices), contract and lib; cli and learn stand on it.
 */

export { makeReport, type ReadOptions, type ReadReport, readEvents } from './event-stream.ts';
export { transcriptClients } from './readers/index.ts';
export type {
  CallEvent,
  ResultEvent,
  Surroundings,
  TranscriptClient,
  TranscriptEvent,
  UsageEvent,
} from './types.ts';
export { type Grouping, reportUsage, UsageLog, type UsageReport, type UsageRow } from './usage-report.ts';
