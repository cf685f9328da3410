/**
 * Job: what the ledger teaches – findings with their evidence, an estimated gain and one thing to do.
 * Law: rules are pure over the evidence; a gain is an estimate at list price, unknown where a price is; no rule guesses.
 * Neighbours: contract and lib below; services and cli hand in the ledger and the prices.
 */
export { judge, reportInsights } from './judge.ts';
export { insightRules } from './rules/index.ts';
export type { Evidence, InsightRule, LedgerSource, TranscriptCount } from './types.ts';
