import type { ExchangeRow } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';
import type { Evidence } from './types.ts';

/** A request whose beginning the provider had cached and billed again all the same. */
export interface Miss {
  readonly exchange: ExchangeRow;
  /** Milliseconds since the request before it in the same conversation. */
  readonly idleMs: number;
  /** Provider tokens that were sent before and were not read from the cache. */
  readonly tokens: number;
  /** What they cost beyond a cache read; null without a known price. */
  readonly usd: number | null;
  /** Whether the cache had outlived its time by then. */
  readonly isExpired: boolean;
}

/** Prompts below this are not cached by every provider (1,024 to 4,096 tokens), so nothing is missed. */
const MIN_TOKENS = 4096;
const MINUTE_MS = 60_000;

/** Requests that read less than half of what the one before them in their conversation had put into the cache. */
export function findMisses({ exchanges, costUsd }: Evidence): readonly Miss[] {
  const last = new Map<string, ExchangeRow>();
  const misses: Miss[] = [];
  for (const exchange of exchanges) {
    if (exchange.usage === null) continue;
    // A title maker of the same conversation sends another prompt to another model.
    const thread = `${exchange.conversation}\n${exchange.model}`;
    const before = last.get(thread);
    const input = sumInput(exchange.usage);
    if (before?.usage && isContinued(sumInput(before.usage), input)) {
      const held = sumInput(before.usage);
      const tokens = held - exchange.usage.read;
      const idleMs = exchange.at - (before.at + before.totalMs);
      if (tokens > held / 2) {
        const usd = priceOf(exchange.model, exchange.usage, tokens, costUsd);
        misses.push({ exchange, idleMs, tokens, usd, isExpired: idleMs > lifeMs(before) });
      }
    }
    if (before?.usage === undefined || before.usage === null || input >= sumInput(before.usage) / 2) {
      last.set(thread, exchange);
    }
  }
  return misses;
}

export function sumInput({ fresh, write5m, write1h, read }: ExchangeUsage): number {
  return fresh + write5m + write1h + read;
}

/** Whether a prompt goes on from the one before: a much shorter one was cleared or compacted by the client. */
function isContinued(held: number, input: number): boolean {
  return held >= MIN_TOKENS && input >= held * 0.9;
}

/** Anthropic keeps five minutes, or an hour where that was paid for; others keep about ten minutes. */
function lifeMs({ provider, usage }: ExchangeRow): number {
  if (provider !== 'anthropic') return 10 * MINUTE_MS;
  return (usage?.write1h ?? 0) > 0 ? 60 * MINUTE_MS : 5 * MINUTE_MS;
}

/** What tokens cost in the class in which they were billed, beyond a read. */
function priceOf(model: string, usage: ExchangeUsage, tokens: number, costUsd: Evidence['costUsd']): number | null {
  const none = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
  const name = usage.write1h > 0 ? 'write1h' : usage.write5m > 0 ? 'write5m' : 'fresh';
  const paid = costUsd(model, { ...none, [name]: tokens });
  const read = costUsd(model, { ...none, read: tokens });
  return paid === null || read === null ? null : paid - read;
}

/** Sum of dollars; null when none of them is known. */
export function sumUsd(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
