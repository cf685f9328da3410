/** The ledger's door. Calls return at once or as promises; the database lives in a thread of its own, so a slow disk never delays an answer. */

import type {
  ActivityPage,
  ActivityQuestion,
  ConversationRow,
  Effects,
  Evidence,
  ExchangeDetail,
  ExchangeRow,
  History,
  HistoryQuestion,
  Summary,
  Suspension,
} from '../contract/api.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { SegmentRow } from '../contract/insights.ts';
import type { OriginalHits } from '../contract/originals.ts';

/** Rules that hold for a whole conversation. */
export interface ConversationPolicy {
  readonly mode: 'cache' | 'token';
  /** Compressors that leave nothing out here. */
  readonly gentle: readonly string[];
  /** Compressors that are not used here. Absent: all are. */
  readonly off?: readonly string[];
  /** Present: no breakpoints are set here. */
  readonly isUnmarked?: true;
  /** Present: it began while shortening was off, and goes on untouched. */
  readonly isUntouched?: true;
}

/** Facts that outlive a restart of the sidecar, per conversation. */
export interface ConversationMemory {
  /** Compressor ids refused upstream. */
  readonly suspended: readonly string[];
  /** Digests of places and texts that were sent untouched and must stay so. */
  readonly pinned: readonly string[];
  /** The rules under which it was begun; a change of them is for conversations that begin later. */
  readonly policy?: ConversationPolicy;
  /** Whether it is left untouched, to measure against: as it was drawn when it began. */
  readonly isHeldOut?: boolean;
  /** How often it was packed anew; 0 or absent: never. */
  readonly epoch?: number;
  /** Longest life that its client asked the provider's cache for, in ms. */
  readonly ttlMs?: number;
  /** When its newest recorded request arrived, ms since the epoch. Told by the ledger, never written. */
  readonly lastAt?: number;
}

export interface Store {
  /** Queue one exchange. Never throws, never blocks. */
  record(exchange: Exchange): void;
  summary(options: { sinceMs: number; untilMs: number }): Promise<Summary>;
  /** What the figures rest on. */
  evidence(options: { sinceMs: number; untilMs: number }): Promise<Evidence>;
  /** What each compressor did. */
  effects(options: { sinceMs: number; untilMs: number }): Promise<Effects>;
  /** Notes that an original was asked for, other than by a tool call that the ledger sees itself. Never throws, never blocks. */
  noteRecall(originalId: string): void;
  history(question: HistoryQuestion): Promise<History>;
  activity(question: ActivityQuestion): Promise<ActivityPage>;
  exchanges(options: { before?: string; limit: number; conversation?: string }): Promise<readonly ExchangeRow[]>;
  exchange(id: string): Promise<ExchangeDetail | null>;
  conversations(options: {
    before?: number;
    limit: number;
    conversation?: string;
  }): Promise<readonly ConversationRow[]>;
  /** Kinds of edits that were refused, in conversations of the last fortnight; the most frequent first. */
  suspensions(): Promise<readonly Suspension[]>;
  /** Tool results at their first appearance, of the newest `limit` exchanges of a span that still have their details; in the order of time. */
  segments(options: { sinceMs: number; untilMs: number; limit: number }): Promise<readonly SegmentRow[]>;
  /** Full-text search over the stored originals. Never rejects for odd words or damaged files. */
  searchOriginals(options: { query: string; limit: number }): Promise<OriginalHits>;
  /** Memories of the conversations seen in the last days, to warm the proxy's map at start. */
  memories(): Promise<ReadonlyMap<string, ConversationMemory>>;
  remember(conversation: string, memory: ConversationMemory): void;
  /** How much of the originals is kept, and for how long, from the next sweep on. */
  retain(kept: { readonly originalsCapBytes: number; readonly originalsIdleDays: number }): void;
  /** Prices of the user for what is recorded from now on; the text of prices.json, or null. Never throws, never blocks. */
  reprice(override: string | null): void;
  /** Called after each exchange is durable. */
  onRecorded(listener: (row: ExchangeRow) => void): () => void;
  /** "ok", or what went wrong and what was done ("corrupt ledger moved to …"). */
  health(): Promise<{ ok: boolean; messages: readonly string[]; queued: number; lost: number }>;
  /** Write what is queued, checkpoint, close. */
  close(): Promise<void>;
}
