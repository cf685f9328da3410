/** What the ledger (store/) and its accountant (analytics/) tell each other. Money in US dollars, times in ms since the epoch. */
import type { Bill, ExchangeDetail } from './api.ts';
import type { BreakCause, CompressorWork, ExchangeUsage } from './exchange.ts';

/** What one compressor did in one exchange, or the sum of several, and what it saved. */
export interface Effect extends CompressorWork {
  /** Its part of what the exchange saved; 0 where that cannot be told. */
  readonly savedUsd: number;
  readonly errorUsd: number;
  /** Requests with its work whose saving has no price, or cannot be told apart from that of a breakpoint. */
  readonly unpriced: number;
}

/** What the ledger wants to know of one exchange. */
export interface Billed {
  readonly bill: Bill;
  /** What the provider would have counted without us; null when it counted nothing. */
  readonly shadow: ExchangeUsage | null;
  readonly classes: ExchangeDetail['classes'];
  readonly breakCause: BreakCause | null;
  /** What the break cost: tokens that were written or paid in full instead of read. 0 without a break or a price. */
  readonly breakUsd: number;
  /** True when tokens were billed and the model has no known price. */
  readonly unpriced: boolean;
  readonly editedSegments: number;
  /** o200k tokens that were billed less in this request. */
  readonly tokensNotSent: number;
  /** Of these, tokens of texts that appear for the first time. */
  readonly tokensRemovedOnce: number;
  /** Who did it. */
  readonly effects: readonly Effect[];
  /** State to keep for the next start; null when nothing changed. Opaque JSON. */
  readonly conversationState: string | null;
  readonly calibration: { readonly model: string; readonly state: string } | null;
}

/** State that survived a restart. */
export interface SavedState {
  readonly conversations: readonly { readonly conversation: string; readonly state: string }[];
  readonly calibrations: readonly { readonly model: string; readonly state: string }[];
}

/** Sums of one group of exchanges, as the ledger keeps them. */
export interface RollupRow extends ExchangeUsage {
  readonly model: string;
  readonly client: string;
  readonly requests: number;
  readonly edited: number;
  readonly failedOpen: number;
  readonly errors: number;
  readonly tokensNotSent: number;
  readonly tokensRemovedOnce: number;
  /** Sums over the priced exchanges. */
  readonly actualUsd: number;
  readonly shadowUsd: number;
  readonly errorUsd: number;
  /** Exchanges with tokens but without a price. */
  readonly unpriced: number;
  /** Exchanges whose shadow came from the model rather than from the provider. */
  readonly estimated: number;
}

/** Sums of one hour of the epoch (UTC) and one group. */
export interface HourRow extends RollupRow {
  /** Hours since the epoch. */
  readonly hour: number;
}
