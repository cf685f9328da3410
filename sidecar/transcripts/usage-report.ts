import type { ExchangeUsage } from '../contract/exchange.ts';
import type { Grouping, UsageReport, UsageRow } from '../contract/usage.ts';
import { groupings } from './groupings.ts';
import type { UsageEvent } from './types.ts';

/** Every answer once: lines that repeat it are recognised by its key, and the one that counts most output is kept. */
export class UsageLog {
  private readonly byKey = new Map<string, UsageEvent>();
  private readonly keyless: UsageEvent[] = [];

  add(event: UsageEvent): void {
    if (event.key === null) {
      this.keyless.push(event);
      return;
    }
    const known = this.byKey.get(event.key);
    // A line that is written while the answer still streams counts too little output; the place of the first stays.
    if (known === undefined) this.byKey.set(event.key, event);
    else if (event.usage.output > known.usage.output) this.byKey.set(event.key, { ...known, usage: event.usage });
  }

  /** In the order of time. */
  events(): UsageEvent[] {
    return [...this.byKey.values(), ...this.keyless].sort((a, b) => a.at - b.at);
  }
}

/**
 * Sums up a span.
 * @param costOf dollars of one answer, null without a known price
 */
export function reportUsage(
  log: UsageLog,
  { by, sinceMs, untilMs }: { by: Grouping; sinceMs: number; untilMs: number },
  costOf: (model: string, usage: ExchangeUsage) => number | null,
): UsageReport {
  const events = log.events().filter(({ at }) => at >= sinceMs && at <= untilMs);
  const labels = groupings[by](events);
  const groups = new Map<string, UsageEvent[]>();
  for (const [at, event] of events.entries()) {
    const label = labels[at] ?? '';
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [event]);
    else group.push(event);
  }
  const cost = (event: UsageEvent): number | null => costOf(event.model, event.usage);
  const rows = [...groups].map(([label, group]) => sumUp(label, group, cost));
  // Spans of time in their order, everything else by what it cost.
  const isTime = by === 'day' || by === 'block' || by === 'client-day';
  const byCost = (row: UsageRow): number => row.costUsd ?? -1;
  rows.sort((a, b) => (isTime ? a.firstAt - b.firstAt : byCost(b) - byCost(a) || b.requests - a.requests));
  const unpriced = new Set(events.filter((event) => cost(event) === null).map(({ model }) => model));
  return { by, sinceMs, untilMs, rows, total: sumUp('total', events, cost), unpricedModels: [...unpriced].sort() };
}

function sumUp(label: string, events: readonly UsageEvent[], cost: (event: UsageEvent) => number | null): UsageRow {
  const usage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
  let costUsd: number | null = null;
  let unpricedRequests = 0;
  for (const event of events) {
    for (const name of ['fresh', 'write5m', 'write1h', 'read', 'output'] as const) usage[name] += event.usage[name];
    const dollars = cost(event);
    if (dollars === null) unpricedRequests++;
    else costUsd = (costUsd ?? 0) + dollars;
  }
  return {
    label,
    clients: [...new Set(events.map(({ client }) => client))].sort(),
    models: [...new Set(events.map(({ model }) => model))].sort(),
    requests: events.length,
    usage,
    costUsd,
    unpricedRequests,
    firstAt: events[0]?.at ?? 0,
    lastAt: events.at(-1)?.at ?? 0,
  };
}

export type { Grouping, UsageReport, UsageRow };
