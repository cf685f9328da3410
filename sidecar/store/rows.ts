import type { Bill, ExchangeRow } from '../contract/api.ts';
import type { Billed } from '../contract/billing.ts';
import type { BreakCause, Exchange, ExchangeUsage, Treatment } from '../contract/exchange.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, null | number | bigint | string | Uint8Array>>;

/** An exchange on its way into the ledger. */
export interface Pending {
  readonly exchange: Exchange;
  readonly billed: Billed;
}

/** Columns of the table exchanges with the value of each. */
export function makeColumns({ exchange, billed }: Pending): Record<string, null | number | string> {
  const { usage } = exchange;
  const { bill } = billed;
  return {
    id: exchange.id,
    at: Math.round(exchange.at),
    conversation: exchange.conversation,
    project: exchange.project,
    client: exchange.client,
    provider: exchange.provider,
    dialect: exchange.dialect,
    model: exchange.model,
    method: exchange.method,
    path: exchange.path,
    status: exchange.status,
    treatment: exchange.treatment,
    fault: exchange.fault,
    streamed: exchange.streamed ? 1 : 0,
    bytes_in: exchange.bytesIn,
    bytes_sent: exchange.bytesSent,
    bytes_out: exchange.bytesOut,
    tokens_before: exchange.tokensBefore,
    tokens_after: exchange.tokensAfter,
    added_ms: exchange.addedMs,
    first_byte_ms: exchange.firstByteMs,
    total_ms: exchange.totalMs,
    edited_segments: billed.editedSegments,
    tokens_not_sent: billed.tokensNotSent,
    tokens_removed_once: billed.tokensRemovedOnce,
    counted: usage === null ? 0 : 1,
    priced: bill.actualUsd === null ? 0 : 1,
    break_cause: billed.breakCause,
    ...makeSums(usage, billed),
  };
}

/** The columns that are summed up alike everywhere. */
export function makeSums(usage: ExchangeUsage | null, { bill, unpriced }: Billed): Record<string, number> {
  return {
    fresh: usage?.fresh ?? 0,
    write5m: usage?.write5m ?? 0,
    write1h: usage?.write1h ?? 0,
    read: usage?.read ?? 0,
    output: usage?.output ?? 0,
    actual_usd: bill.actualUsd ?? 0,
    shadow_usd: bill.shadowUsd ?? 0,
    error_usd: bill.errorUsd ?? 0,
    unpriced: unpriced ? 1 : 0,
    estimated: bill.basis === 'estimated' ? 1 : 0,
  };
}

/** The list line of an exchange that was just billed. */
export function makeExchangeRow({ exchange, billed }: Pending): ExchangeRow {
  const { segments: _segments, blocks: _blocks, ...rest } = exchange;
  const { bill, editedSegments, breakCause } = billed;
  return { ...rest, bill, editedSegments, breakCause };
}

/** The list line of a stored exchange. */
export function readExchangeRow(row: Row): ExchangeRow {
  const text = (name: string): string => String(row[name] ?? '');
  const number = (name: string): number => Number(row[name] ?? 0);
  return {
    id: text('id'),
    at: number('at'),
    conversation: text('conversation'),
    project: text('project'),
    client: text('client'),
    provider: text('provider'),
    dialect: text('dialect'),
    model: text('model'),
    method: text('method'),
    path: text('path'),
    status: number('status'),
    treatment: text('treatment') as Treatment,
    fault: row.fault === null ? null : text('fault'),
    streamed: number('streamed') === 1,
    bytesIn: number('bytes_in'),
    bytesSent: number('bytes_sent'),
    bytesOut: number('bytes_out'),
    tokensBefore: number('tokens_before'),
    tokensAfter: number('tokens_after'),
    usage: number('counted') === 1 ? readUsage(row) : null,
    addedMs: number('added_ms'),
    firstByteMs: row.first_byte_ms === null ? null : number('first_byte_ms'),
    totalMs: number('total_ms'),
    bill: number('priced') === 1 ? readBill(row) : unknownBill(row),
    editedSegments: number('edited_segments'),
    breakCause: row.break_cause === null ? null : (text('break_cause') as BreakCause),
  };
}

export function readUsage(row: Row): ExchangeUsage {
  return {
    fresh: Number(row.fresh),
    write5m: Number(row.write5m),
    write1h: Number(row.write1h),
    read: Number(row.read),
    output: Number(row.output),
  };
}

/** The bill of a row or of a sum of rows. */
export function readBill(row: Row): Bill {
  const actualUsd = Number(row.actual_usd);
  const shadowUsd = Number(row.shadow_usd);
  const unpricedRequests = Number(row.unpriced);
  if (unpricedRequests > 0 && actualUsd === 0 && shadowUsd === 0) return unknownBill(row);
  return {
    actualUsd,
    shadowUsd,
    savedUsd: shadowUsd - actualUsd,
    errorUsd: Number(row.error_usd),
    basis: readBasis(row),
    unpricedRequests,
  };
}

function unknownBill(row: Row): Bill {
  return {
    actualUsd: null,
    shadowUsd: null,
    savedUsd: null,
    errorUsd: null,
    basis: readBasis(row),
    unpricedRequests: Number(row.unpriced),
  };
}

function readBasis(row: Row): Bill['basis'] {
  return Number(row.estimated) > 0 ? 'estimated' : 'measured';
}
