import { z } from 'zod';
import type { Summary } from '../../contract/api.ts';
import { answerJson } from '../errors.ts';
import type { Route } from '../types.ts';

const counts = z.record(z.string(), z.number());
const usd = z.number().nullable();

const answer = z
  .strictObject({
    summary: z.strictObject({
      api_requests: z.int(),
      tokens_saved: z.int(),
      tokens_removed_once: z.int(),
      savings_usd: usd,
      basis: z.enum(['measured', 'estimated']),
    }),
    requests: z.strictObject({
      total: z.int(),
      failed: z.int(),
      edited: z.int(),
      failed_open: z.int(),
      by_provider: counts,
      by_model: counts,
    }),
    tokens: z.strictObject({
      input: z.int(),
      output: z.int(),
      cache_read: z.int(),
      cache_write: z.int(),
      saved: z.int(),
      savings_percent: z.number(),
    }),
    latency: z.strictObject({ requests: z.int(), total_ms: z.number(), average_ms: z.number().nullable() }),
    overhead: z.strictObject({ p50_ms: usd, p90_ms: usd, p99_ms: usd }),
    cost: z.strictObject({
      total_usd: usd,
      without_headroom_usd: usd,
      unpriced_models: z.array(z.string()),
      unpriced_requests: z.int(),
    }),
    savings: z.strictObject({ total_tokens: z.int(), total_usd: usd, error_usd: usd }),
    prefix_cache: z.strictObject({ hit_rate: z.number().nullable() }),
    recent_requests: z.array(
      z.strictObject({
        request_id: z.string(),
        timestamp: z.string(),
        provider: z.string(),
        model: z.string(),
        client: z.string(),
        status: z.int(),
        tokens_before: z.int(),
        tokens_after: z.int(),
        tokens_saved: z.int(),
        latency_ms: z.number(),
        savings_usd: usd,
      }),
    ),
  })
  .meta({ id: 'Stats' });

/** Field names of the peer. Sums are of all time; requests by provider and latency since the start of the process. */
export const stats = {
  id: 'stats',
  method: 'get',
  path: '/stats',
  access: 'loopback',
  summary: 'Sums of all time and the newest requests, with the field names of the peer.',
  answer,
  handle: async ({ deps, counters, now }) => {
    const [summary, rows] = await Promise.all([
      deps.store.summary({ sinceMs: 0, untilMs: now }),
      deps.store.exchanges({ limit: 20 }),
    ]);
    return answerJson({
      ...makeSums(summary),
      requests: {
        total: summary.requests,
        failed: summary.errors,
        edited: summary.edited,
        failed_open: summary.failedOpen,
        by_provider: counters.byProvider,
        by_model: Object.fromEntries(summary.byModel.map(({ model, requests }) => [model, requests])),
      },
      latency: {
        requests: counters.requests,
        total_ms: counters.latencyMsSum,
        average_ms: counters.requests === 0 ? null : counters.latencyMsSum / counters.requests,
      },
      recent_requests: rows.map((row) => ({
        request_id: row.id,
        timestamp: new Date(row.at).toISOString(),
        provider: row.provider,
        model: row.model,
        client: row.client,
        status: row.status,
        tokens_before: row.tokensBefore,
        tokens_after: row.tokensAfter,
        tokens_saved: row.treatment === 'edited' ? row.tokensBefore - row.tokensAfter : 0,
        latency_ms: row.totalMs,
        savings_usd: row.bill.savedUsd,
      })),
    });
  },
} as const satisfies Route;

function makeSums(summary: Summary) {
  const { usage, bill } = summary;
  const input = usage.fresh + usage.write5m + usage.write1h + usage.read;
  const whole = input + summary.tokensNotSent;
  return {
    summary: {
      api_requests: summary.requests,
      tokens_saved: summary.tokensNotSent,
      tokens_removed_once: summary.tokensRemovedOnce,
      savings_usd: bill.savedUsd,
      basis: bill.basis,
    },
    tokens: {
      input,
      output: usage.output,
      cache_read: usage.read,
      cache_write: usage.write5m + usage.write1h,
      saved: summary.tokensNotSent,
      savings_percent: whole === 0 ? 0 : (100 * summary.tokensNotSent) / whole,
    },
    overhead: {
      p50_ms: summary.addedMs?.p50 ?? null,
      p90_ms: summary.addedMs?.p90 ?? null,
      p99_ms: summary.addedMs?.p99 ?? null,
    },
    cost: {
      total_usd: bill.actualUsd,
      without_headroom_usd: bill.shadowUsd,
      unpriced_models: summary.unpricedModels,
      unpriced_requests: bill.unpricedRequests,
    },
    savings: { total_tokens: summary.tokensNotSent, total_usd: bill.savedUsd, error_usd: bill.errorUsd },
    prefix_cache: { hit_rate: summary.cacheHitRate },
  };
}
