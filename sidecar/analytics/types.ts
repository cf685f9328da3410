/** Contracts of this room. Money in US dollars, prices in dollars per million tokens, times in ms since the epoch. */
import type { Rates } from '../contract/prices.ts';

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

export type { Billed, Effect, HourRow, RollupRow, SavedState } from '../contract/billing.ts';
export type { BreakCause } from '../contract/exchange.ts';
export type { Rates } from '../contract/prices.ts';
