/** Contracts of this room: the evidence that rules judge, and what a rule is. Money in US dollars, times in ms since the epoch. */
import type { ConversationRow, ExchangeRow, Summary } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';
import type { Insight, SegmentRow } from '../contract/insights.ts';

/** The ledger, as far as it is read here (store/types.ts has more). */
export interface LedgerSource {
  summary(options: { sinceMs: number; untilMs: number }): Promise<Summary>;
  exchanges(options: { before?: string; limit: number }): Promise<readonly ExchangeRow[]>;
  conversations(options: { before?: number; limit: number }): Promise<readonly ConversationRow[]>;
  segments(options: { sinceMs: number; untilMs: number; limit: number }): Promise<readonly SegmentRow[]>;
}

/** Answers that a client wrote down in its own transcripts, within the span. */
export interface TranscriptCount {
  /** Id of the client, the same as in the ledger. */
  readonly client: string;
  readonly requests: number;
  readonly costUsd: number | null;
}

/** Everything that rules may look at; all of one span. */
export interface Evidence {
  readonly summary: Pick<Summary, 'byClient' | 'byModel' | 'unpricedModels' | 'bill' | 'requests'>;
  /** In the order of time. */
  readonly exchanges: readonly ExchangeRow[];
  readonly conversations: readonly ConversationRow[];
  /** Tool results at their first appearance, in the order of time. */
  readonly segments: readonly SegmentRow[];
  /** Null when the transcripts were not read. */
  readonly transcripts: readonly TranscriptCount[] | null;
  /** Dollars of a usage at list price; null without a known price. */
  costUsd(model: string, usage: ExchangeUsage): number | null;
}

/** One rule: one file under rules/, one line in rules/index.ts. Pure: the same evidence gives the same insights. */
export interface InsightRule {
  readonly id: string;
  /** Whether it judges the ledger alone, or compares it with the transcripts. */
  readonly needs: 'ledger' | 'transcripts';
  /** Null when there is nothing worth a word. */
  judge(evidence: Evidence): Omit<Insight, 'rule'> | null;
}
