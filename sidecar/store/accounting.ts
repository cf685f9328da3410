/**
 * What the ledger asks of the accountant. The room analytics implements it and ledger-thread.ts hands it in, so that the
 * ledger can bill inside its own thread without knowing how.
 */
import type { Evidence, History, HistoryQuestion, Summary } from '../contract/api.ts';
import type { Billed, HourRow, RollupRow, SavedState } from '../contract/billing.ts';
import type { Exchange } from '../contract/exchange.ts';

/** Conversations of one kind: how many, the sum of their cost in dollars, and the sum of its squares. */
export interface CostSums {
  readonly conversations: number;
  readonly usd: number;
  readonly usdSquared: number;
}

export interface Accounting {
  bill(exchange: Exchange): Billed;
  restore(saved: SavedState): void;
  /** Other prices of the user, for what is billed from here on; the text of prices.json, or null. */
  reprice(override: string | null): void;
  readonly messages: readonly string[];
  makeSummary(
    span: { sinceMs: number; untilMs: number },
    rows: readonly RollupRow[],
    added: ReadonlyMap<number, number>,
  ): Summary;
  compareHoldout(treated: CostSums, heldOut: CostSums): Evidence['holdout'];
  readCalibrations(): Evidence['calibration'];
  makeHistory(question: HistoryQuestion, rows: readonly HourRow[]): History;
}
