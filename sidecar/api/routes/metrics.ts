import type { Counters, Route } from '../types.ts';

const contentType = 'text/plain; version=0.0.4; charset=utf-8';

const counters = [
  ['headroom_requests_total', 'Requests forwarded.', 'requests'],
  ['headroom_requests_edited_total', 'Requests that were made smaller.', 'edited'],
  ['headroom_requests_failed_total', 'Requests without an answer or with an error answer.', 'failed'],
  ['headroom_requests_failed_open_total', 'Requests forwarded untouched because of a fault of ours.', 'failedOpen'],
  ['headroom_tokens_input_total', 'Input tokens as the provider counted them, all classes.', 'tokensInput'],
  ['headroom_tokens_cache_read_total', 'Input tokens that the provider read from its cache.', 'tokensCacheRead'],
  ['headroom_tokens_output_total', 'Output tokens as the provider counted them.', 'tokensOutput'],
  ['headroom_tokens_saved_total', 'Tokens not sent, each counted once per billed request.', 'tokensSaved'],
  ['headroom_latency_ms_sum', 'Milliseconds from request to end of answer, summed up.', 'latencyMsSum'],
  ['headroom_overhead_ms_sum', 'Milliseconds that Headroom added, summed up.', 'addedMsSum'],
  ['headroom_cost_usd_total', 'Dollars paid for models with a known price.', 'costUsd'],
] as const satisfies readonly (readonly [string, string, keyof Counters])[];

/** Prometheus text exposition, counted since the start of the process. */
export const metrics = {
  id: 'metrics',
  method: 'get',
  path: '/metrics',
  access: 'loopback',
  summary: 'Counters for Prometheus, since the start of the process.',
  answer: contentType,
  handle: ({ counters: totals, deps, now }) => {
    const lines = counters.flatMap(([name, help, field]) => describe(name, help, 'counter', totals[field]));
    // Savings may fall: what costs more than it saves is subtracted, so this cannot be a counter.
    lines.push(
      ...describe('headroom_savings_usd_total', 'Dollars saved; falls on a loss.', 'gauge', totals.savingsUsd),
    );
    lines.push(...describe('headroom_uptime_seconds', 'Age of the process.', 'gauge', (now - deps.startedAt) / 1000));
    const body = `${lines.join('\n')}\n`;
    return new Response(body, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
  },
} as const satisfies Route;

function describe(name: string, help: string, type: 'counter' | 'gauge', value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`];
}
