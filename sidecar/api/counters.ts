import type { ExchangeRow } from '../contract/api.ts';
import type { Counters } from './types.ts';

/** Totals since the start of this process. Prometheus expects counters to begin at zero with the process. */
export function createCounters(): { readonly totals: Counters; add(row: ExchangeRow): void } {
  const totals = {
    requests: 0,
    edited: 0,
    failed: 0,
    failedOpen: 0,
    tokensInput: 0,
    tokensCacheRead: 0,
    tokensOutput: 0,
    tokensSaved: 0,
    latencyMsSum: 0,
    addedMsSum: 0,
    costUsd: 0,
    savingsUsd: 0,
    byProvider: {} as Record<string, number>,
  };
  const add = (row: ExchangeRow): void => {
    totals.requests += 1;
    if (row.treatment === 'edited') totals.edited += 1;
    if (row.treatment === 'failed-open') totals.failedOpen += 1;
    if (row.status === 0 || row.status >= 400) totals.failed += 1;
    if (row.usage !== null) {
      const { fresh, write5m, write1h, read, output } = row.usage;
      totals.tokensInput += fresh + write5m + write1h + read;
      totals.tokensCacheRead += read;
      totals.tokensOutput += output;
      if (row.treatment === 'edited') totals.tokensSaved += row.tokensBefore - row.tokensAfter;
    }
    totals.latencyMsSum += row.totalMs;
    totals.addedMsSum += row.addedMs;
    totals.costUsd += row.bill.actualUsd ?? 0;
    totals.savingsUsd += row.bill.savedUsd ?? 0;
    const provider = row.provider === '' ? 'unknown' : row.provider;
    totals.byProvider[provider] = (totals.byProvider[provider] ?? 0) + 1;
  };
  return { totals, add };
}
