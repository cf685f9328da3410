/** Contracts of this room. Money in US dollars, prices in dollars per million tokens, times in ms since the epoch. */
import type { Bill, ConversationRow, ExchangeDetail } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';

/** What a million tokens of each class cost. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Equal to `input` where the provider takes no premium for writing. */
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** The price of one model. */
export interface ModelPrice extends Rates {
  readonly id: string;
  readonly aliases: readonly string[];
  /** A prefix below this many provider tokens is never cached. */
  readonly minCacheTokens: number;
  /** Rates of the whole request above a number of input tokens (read, written and fresh together). */
  readonly tiers: readonly (Rates & { readonly aboveInputTokens: number })[];
  /** Day of publication, and where. */
  readonly date: string;
  readonly source: string;
}

/** How a provider keeps its prompt cache; see Dialect.cache. */
export type CacheKind = 'breakpoints' | 'automatic';

/** Why the provider's cache did not hold what it should have. */
export type BreakCause = ConversationRow['breaks'][number]['cause'];

/** What the ledger wants to know of one exchange. */
export interface Billed {
  readonly bill: Bill;
  /** What the provider would have counted without us; null when it counted nothing. */
  readonly shadow: ExchangeUsage | null;
  readonly classes: ExchangeDetail['classes'];
  readonly breakCause: BreakCause | null;
  /** True when tokens were billed and the model has no known price. */
  readonly unpriced: boolean;
  readonly editedSegments: number;
  /** o200k tokens that were billed less in this request. */
  readonly tokensNotSent: number;
  /** Of these, tokens of texts that appear for the first time. */
  readonly tokensRemovedOnce: number;
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
