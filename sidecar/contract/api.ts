/** Shapes of the control API (/api/v1). The UI imports only types from here. Money in US dollars, times in ms since the epoch. */

import type { Removal } from './changes.ts';
import type { DataDeletion, DataImport, DataSelection, DataSizes } from './data.ts';
import type { BreakCause, CompressorWork, Exchange, ExchangeSegment, ExchangeUsage, Treatment } from './exchange.ts';
import type { LoginStartDoor } from './login-start.ts';

/** Cost of one exchange, or of those of a sum that have a price. `null` dollars: none has one, and none is invented. */
export interface Bill {
  /** What was paid. */
  readonly actualUsd: number | null;
  /** What the same exchanges would have cost without Headroom. */
  readonly shadowUsd: number | null;
  /** shadow − actual; negative when we cost money, and shown so. */
  readonly savedUsd: number | null;
  /** Half-width of the shadow's calibration error in dollars. */
  readonly errorUsd: number | null;
  readonly basis: 'measured' | 'estimated';
  /** Requests with billed tokens whose model has no known price: not in the dollars. */
  readonly unpricedRequests: number;
}

export interface Summary {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly requests: number;
  readonly edited: number;
  readonly failedOpen: number;
  readonly errors: number;
  /** Provider-reported, summed. */
  readonly usage: ExchangeUsage;
  /** Tokens of provider input that were not sent, each counted once per request that was billed for it. */
  readonly tokensNotSent: number;
  /** Tokens removed at their first appearance (each text counted once). */
  readonly tokensRemovedOnce: number;
  readonly bill: Bill;
  /** read / (fresh + write + read); null without traffic. */
  readonly cacheHitRate: number | null;
  readonly addedMs: { readonly p50: number; readonly p90: number; readonly p99: number } | null;
  readonly unpricedModels: readonly string[];
  readonly byModel: readonly {
    readonly model: string;
    readonly requests: number;
    readonly usage: ExchangeUsage;
    readonly bill: Bill;
  }[];
  readonly byClient: readonly { readonly client: string; readonly requests: number; readonly bill: Bill }[];
}

/** Sums of some exchanges of a {@link History}. */
export interface HistorySums {
  readonly requests: number;
  /** Provider-reported, summed. */
  readonly usage: ExchangeUsage;
  readonly tokensNotSent: number;
  readonly tokensRemovedOnce: number;
  /** Spent, would have been spent without Headroom, and the difference. */
  readonly bill: Bill;
  /** read / (fresh + write + read); null without traffic. */
  readonly cacheHitRate: number | null;
}

/** One hour, day or month. Days and months are those of the computer's own time zone. */
export interface HistoryBucket extends HistorySums {
  readonly startMs: number;
  /** The first moment that no longer belongs to it. */
  readonly endMs: number;
  readonly edited: number;
  readonly failedOpen: number;
  readonly errors: number;
  /** The same by client or model, the busiest first; empty when no grouping was asked for. */
  readonly groups: readonly (HistorySums & { readonly name: string })[];
}

/** Sums over time, without gaps: a bucket without traffic is there with zeros. */
export interface History {
  readonly by: 'hour' | 'day' | 'month';
  readonly group: 'client' | 'model' | null;
  readonly buckets: readonly HistoryBucket[];
}

/** What {@link History} is asked for. */
export interface HistoryQuestion {
  readonly by: History['by'];
  readonly group: History['group'];
  /** Buckets from the one that holds this moment on, */
  readonly sinceMs: number;
  /** to the one that holds this moment. */
  readonly untilMs: number;
}

/** What conversations of one kind cost each, with a 95 % range; null where there are too few. */
export interface CostPerConversation {
  readonly conversations: number;
  readonly meanUsd: number | null;
  readonly lowUsd: number | null;
  readonly highUsd: number | null;
}

/** What the figures rest on, and what they would look like if they were wrong. */
export interface Evidence {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Provider tokens for one of ours, per model, learnt from usage reports; `spread` is how far single requests lie off. */
  readonly calibration: readonly {
    readonly model: string;
    readonly ratio: number;
    readonly spread: number;
    readonly samples: number;
  }[];
  /** Conversations with a known price that were used in the span. */
  readonly holdout: {
    readonly treated: CostPerConversation;
    readonly heldOut: CostPerConversation;
    /** Measured; null without at least two conversations of either kind. */
    readonly savedPerConversation: {
      readonly meanUsd: number;
      readonly lowUsd: number;
      readonly highUsd: number;
    } | null;
  };
  /** Times the provider's cache did not hold what it should have, and what it cost to send that again. */
  readonly breaks: readonly {
    readonly cause: BreakCause;
    readonly count: number;
    readonly usd: number;
  }[];
  /** Edits that left something out, and how often that was asked for after all. Old ones count less. */
  readonly trust: readonly {
    readonly compressor: string;
    readonly edits: number;
    readonly recalls: number;
    readonly reruns: number;
    /** It leaves nothing out in conversations that begin now. */
    readonly isGentle: boolean;
  }[];
}

/** What one compressor did in a span, and what came of it. */
export interface CompressorEffect extends CompressorWork {
  /** Its part of what the exchanges saved, always estimated; negative when it cost money; null where it cannot be told. */
  readonly savedUsd: number | null;
  /** Half-width of the range of {@link savedUsd}. */
  readonly errorUsd: number | null;
  /** Requests with its work that are not in the dollars. */
  readonly unpricedRequests: number;
  /** Times that an original was asked for, and that a command was run again right after its result was shortened. */
  readonly recalls: number;
  readonly reruns: number;
  /** It is asked for too often: it leaves nothing out in conversations that begin now. */
  readonly isGentle: boolean;
}

/** What the compressors did, the largest effect first. */
export interface Effects {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Since when it is counted; null: nothing was counted yet. */
  readonly countedSinceMs: number | null;
  readonly compressors: readonly CompressorEffect[];
}

/** One line of the exchange list. */
export type ExchangeRow = Omit<Exchange, 'segments' | 'blocks'> & {
  readonly bill: Bill;
  readonly editedSegments: number;
  /** Why the provider's cache did not hold what it should have in this exchange; null when it did, or nothing was known. */
  readonly breakCause: BreakCause | null;
};

/** What the list of exchanges is narrowed down to; everything that is absent lets all through. */
export interface ExchangeFilter {
  /** A part of the name of the model, client, project, conversation, provider or path, or of the id. */
  readonly text?: string;
  readonly client?: string;
  readonly model?: string;
  readonly conversation?: string;
  /** shortened: something was edited. loss: we cost money. fault: something went wrong. untouched: sent as it came. */
  readonly outcome?: 'shortened' | 'loss' | 'fault' | 'untouched';
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

export interface ActivityQuestion {
  readonly filter: ExchangeFilter;
  /** Exchanges before it, counted from the newest. */
  readonly offset: number;
  readonly limit: number;
  /** Id of the newest exchange that still belongs to the list; absent: the newest of all. */
  readonly through?: string;
}

/** A part of the list of exchanges. */
export interface ActivityPage {
  /** All that pass the filter. */
  readonly total: number;
  /** To be asked with for the other parts, so that the list stands still meanwhile. */
  readonly through: string;
  /** Newest first. */
  readonly exchanges: readonly ExchangeRow[];
}

export interface ExchangeDetail {
  readonly exchange: ExchangeRow;
  readonly segments: readonly ExchangeSegment[];
  /** Cost per class on both streams, in dollars; null when unpriced. */
  readonly classes: readonly {
    readonly name: 'fresh' | 'write5m' | 'write1h' | 'read' | 'output';
    readonly actualTokens: number;
    readonly shadowTokens: number;
    readonly actualUsd: number | null;
    readonly shadowUsd: number | null;
  }[];
}

/** The text of one tool result before and after, as far as it is still there. */
export interface SegmentTexts {
  readonly original: string | null;
  readonly sent: string | null;
  /**
   * complete: both are there. untouched: it was sent as it came, and such texts are not kept. original-only: what was
   * sent in its place is no longer in memory. gone: neither is there any more.
   */
  readonly reason: 'complete' | 'untouched' | 'original-only' | 'gone';
}

export interface ConversationRow {
  readonly conversation: string;
  readonly client: string;
  readonly project: string;
  readonly model: string;
  readonly turns: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly usage: ExchangeUsage;
  readonly bill: Bill;
  /** Times the provider's cache did not hold what it should have, by cause. */
  readonly breaks: readonly {
    readonly cause: BreakCause;
    readonly count: number;
  }[];
}

export interface Health {
  readonly status: 'ok' | 'degraded' | 'bypassed';
  readonly version: string;
  readonly pid: number;
  readonly uptimeSeconds: number;
  readonly upstreams: Readonly<Record<string, string>>;
  readonly mode: 'cache' | 'token';
  readonly optimise: boolean;
  readonly checks: readonly { readonly id: string; readonly ok: boolean; readonly message: string }[];
  readonly inFlight: number;
  readonly rssBytes: number;
}

/** What one doctor check found. */
export interface Finding {
  /** Id of the check. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'broken';
  /** One sentence. */
  readonly message: string;
  /** What to do; null when nothing is to be done. */
  readonly hint: string | null;
}

export interface Doctor {
  readonly findings: readonly Finding[];
}

/** A kind of edit that a provider refused: not used again in the conversations where that happened. */
export interface Suspension {
  readonly compressor: string;
  readonly conversations: number;
  readonly lastAt: number;
}

export interface EngineState {
  readonly workers: readonly {
    readonly pid: number;
    /** heavy: large bodies, so that they never hold up the others. */
    readonly lane: 'normal' | 'heavy';
    readonly busy: boolean;
    readonly uptimeMs: number;
  }[];
  /** Since the sidecar started. */
  readonly restarts: number;
  readonly givenUp: boolean;
  readonly suspended: readonly Suspension[];
}

/** A scripted session, billed direct and through Headroom by a mock provider on this computer. */
export interface DemoReport {
  readonly turns: readonly {
    readonly number: number;
    /** The tool results that it carries for the first time, in a few words. */
    readonly carried: string;
    /** Characters of these as made, and as they arrived at the provider. */
    readonly bytesBefore: number;
    readonly bytesAfter: number;
    readonly directUsd: number;
    readonly oursUsd: number;
  }[];
  readonly directUsd: number;
  readonly oursUsd: number;
  /** Answers that were the same on both ways. */
  readonly sameAnswers: number;
}

/** What was recorded on this computer, as the control API shows, gives, takes in and deletes it. */
export interface DataDoor {
  sizes(): Promise<DataSizes>;
  /** An export, gzip. @param options sinceMs: ms since the epoch; originals: also the texts that were left out */
  export(options: { readonly sinceMs: number; readonly originals: boolean }): Promise<ReadableStream<Uint8Array>>;
  /** @throws AppError data.malformed: nothing was changed */
  import(body: AsyncIterable<Uint8Array>): Promise<DataImport>;
  delete(selection: DataSelection, dryRun: boolean): Promise<DataDeletion>;
}

/** What the rooms above the sidecar can do for its control API; absent when it was not started by the command line. */
export interface SidecarExtras {
  /** What `headroom doctor` finds. */
  diagnose?(): Promise<readonly Finding[]>;
  /** Replays the demo: about a second of work. */
  demo?(): Promise<DemoReport>;
  /** What was recorded; a stateless sidecar has none. */
  readonly data?: DataDoor;
  /** The start at login; a stateless sidecar has none. */
  readonly loginStart?: LoginStartDoor;
  /** Gives the clients their own settings back, then has everything else removed: this process ends soon afterwards. */
  uninstall?(): Promise<Removal>;
}

export type { Treatment };
