/**
 * Job: what was paid, what would have been paid without us, and why a cache broke.
 * Law: pure over exchanges; the provider's own counts are the truth, no price is guessed, losses are shown.
 * Neighbours: stands on contract and lib; runs inside the ledger's thread (ledger-thread.ts).
 */
export { type Accounting, createAccounting } from './accounting.ts';
export { createPriceList, type PriceList } from './price-list.ts';
export { listPriceRows, type SeenModel } from './price-rows.ts';
export { checkRate, rateNames } from './prices.ts';
export type { Billed, BreakCause, CacheKind, ModelPrice, Rates, RollupRow, SavedState } from './types.ts';
