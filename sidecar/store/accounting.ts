/**
 * What the ledger asks of the accountant. The room analytics implements it and ledger-thread.ts hands it in, so that the
 * ledger can bill inside its own thread without knowing how.
 */
import type { Bill, ConversationRow, ExchangeDetail, Summary } from '../contract/api.ts';
import type { Exchange, ExchangeUsage } from '../contract/exchange.ts';

/** An exchange with its price tag. */
export interface Billed {
  readonly bill: Bill;
  readonly shadow: ExchangeUsage | null;
  readonly classes: ExchangeDetail['classes'];
  readonly breakCause: ConversationRow['breaks'][number]['cause'] | null;
  readonly unpriced: boolean;
  readonly editedSegments: number;
  readonly tokensNotSent: number;
  readonly tokensRemovedOnce: number;
  /** Opaque text to keep for the next start, at most one per conversation and per model. */
  readonly conversationState: string | null;
  readonly calibration: { readonly model: string; readonly state: string } | null;
}

/** Sums of exchanges of one model and client. */
export interface RollupRow extends ExchangeUsage {
  readonly model: string;
  readonly client: string;
  readonly requests: number;
  readonly edited: number;
  readonly failedOpen: number;
  readonly errors: number;
  readonly tokensNotSent: number;
  readonly tokensRemovedOnce: number;
  readonly actualUsd: number;
  readonly shadowUsd: number;
  readonly errorUsd: number;
  readonly unpriced: number;
  readonly estimated: number;
}

export interface Accounting {
  bill(exchange: Exchange): Billed;
  restore(saved: {
    readonly conversations: readonly { readonly conversation: string; readonly state: string }[];
    readonly calibrations: readonly { readonly model: string; readonly state: string }[];
  }): void;
  readonly messages: readonly string[];
  makeSummary(
    span: { sinceMs: number; untilMs: number },
    rows: readonly RollupRow[],
    added: ReadonlyMap<number, number>,
  ): Summary;
}
