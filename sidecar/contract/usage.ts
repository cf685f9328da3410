/** What transcripts on this computer say was used. Money in US dollars at list price, times in ms since the epoch. */
import type { ExchangeUsage } from './exchange.ts';

/** What a row is about. client-day: one client on one day, for comparisons. */
export type Grouping = 'day' | 'model' | 'project' | 'session' | 'block' | 'client-day';

/** Sums of one day, model, project, session or block. */
export interface UsageRow {
  /** What the row is about, as it is shown. */
  readonly label: string;
  readonly clients: readonly string[];
  readonly models: readonly string[];
  readonly requests: number;
  readonly usage: ExchangeUsage;
  /** Of the requests with a known price; null when none has one. */
  readonly costUsd: number | null;
  readonly unpricedRequests: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface UsageReport {
  readonly by: Grouping;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly rows: readonly UsageRow[];
  readonly total: UsageRow;
  readonly unpricedModels: readonly string[];
}
