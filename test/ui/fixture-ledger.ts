import { makeHistory } from '../../sidecar/analytics/history.ts';
import type {
  ActivityPage,
  ActivityQuestion,
  ExchangeRow,
  History,
  HistoryQuestion,
} from '../../sidecar/contract/api.ts';
import type { HourRow } from '../../sidecar/contract/billing.ts';

const hourMs = 3_600_000;

/** Rows summed by the real accountant. */
export function sumHistory(rows: readonly ExchangeRow[], question: HistoryQuestion): History {
  return makeHistory(question, rows.map(toHourRow));
}

function toHourRow(row: ExchangeRow): HourRow {
  const { bill } = row;
  return {
    hour: Math.floor(row.at / hourMs),
    model: row.model,
    client: row.client,
    requests: 1,
    edited: row.treatment === 'edited' ? 1 : 0,
    failedOpen: row.treatment === 'failed-open' ? 1 : 0,
    errors: row.status >= 400 ? 1 : 0,
    tokensNotSent: (row.tokensBefore - row.tokensAfter) * 6,
    tokensRemovedOnce: row.tokensBefore - row.tokensAfter,
    actualUsd: bill.actualUsd ?? 0,
    shadowUsd: bill.shadowUsd ?? 0,
    errorUsd: bill.errorUsd ?? 0,
    unpriced: bill.unpricedRequests,
    estimated: 1,
    ...(row.usage ?? { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 }),
  };
}

/** A part of the list as the ledger would give it; of outcomes it knows only what the tests ask for. */
export function pageActivity(all: readonly ExchangeRow[], question: ActivityQuestion): ActivityPage {
  const { filter, offset, limit } = question;
  const through = question.through ?? all[0]?.id ?? '';
  const from = all.findIndex((row) => row.id === through);
  const rows = all.slice(Math.max(0, from)).filter((row) => {
    if (filter.client !== undefined && row.client !== filter.client) return false;
    if (filter.model !== undefined && row.model !== filter.model) return false;
    if (filter.conversation !== undefined && row.conversation !== filter.conversation) return false;
    if (filter.sinceMs !== undefined && row.at < filter.sinceMs) return false;
    if (filter.untilMs !== undefined && row.at > filter.untilMs) return false;
    if (filter.outcome === 'shortened' && row.treatment !== 'edited') return false;
    return filter.text === undefined || `${row.model} ${row.client} ${row.path}`.includes(filter.text);
  });
  return { total: rows.length, through, exchanges: rows.slice(offset, offset + limit) };
}
