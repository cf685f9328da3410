/**
 * What the ledger asks of the accountant. The room analytics implements it and ledger-thread.ts hands it in, so that the
 * ledger can bill inside its own thread without knowing how.
 */
import type { History, HistoryQuestion, Summary } from '../contract/api.ts';
import type { Billed, HourRow, RollupRow, SavedState } from '../contract/billing.ts';
import type { Exchange } from '../contract/exchange.ts';

export interface Accounting {
  bill(exchange: Exchange): Billed;
  restore(saved: SavedState): void;
  readonly messages: readonly string[];
  makeSummary(
    span: { sinceMs: number; untilMs: number },
    rows: readonly RollupRow[],
    added: ReadonlyMap<number, number>,
  ): Summary;
  makeHistory(question: HistoryQuestion, rows: readonly HourRow[]): History;
}
