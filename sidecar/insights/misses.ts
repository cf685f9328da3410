import type { ExchangeRow } from '../contract/api.ts';
import type { BreakCause, ExchangeUsage } from '../contract/exchange.ts';
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
  /** As the ledger has it, and a change of the model, which is only known afterwards; null when nobody can tell. */
  readonly cause: BreakCause | null;
}

/** Prompts below this are not cached by every provider (1,024 to 4,096 tokens), so nothing is missed. */
const MIN_TOKENS = 4096;
const MINUTE_MS = 60_000;

/** Requests that read less than half of what the one before them in their conversation had put into the cache. */
export function findMisses({ exchanges, costUsd }: Evidence): readonly Miss[] {
  const conversations = Map.groupBy(exchanges.filter(isCounted), ({ conversation }) => conversation);
  const found = [...conversations.values()].flatMap((turns) => findIn(turns, costUsd));
  return found.sort((a, b) => a.exchange.at - b.exchange.at);
}

/** A request whose usage the provider told. */
type Turn = ExchangeRow & { readonly usage: ExchangeUsage };

function isCounted(exchange: ExchangeRow): exchange is Turn {
  return exchange.usage !== null;
}

function findIn(turns: readonly Turn[], costUsd: Evidence['costUsd']): Miss[] {
  // By model: a title maker of the same conversation sends another prompt to another model.
  const last = new Map<string, Turn>();
  const misses: Miss[] = [];
  for (const [index, turn] of turns.entries()) {
    const own = last.get(turn.model);
    const before = own ?? findSwitched(turns, index);
    const input = sumInput(turn.usage);
    if (before !== null && isContinued(sumInput(before.usage), input)) {
      const held = Math.min(sumInput(before.usage), input);
      const tokens = held - turn.usage.read;
      const idleMs = turn.at - (before.at + before.totalMs);
      if (tokens > held / 2) {
        const usd = priceOf(turn.model, turn.usage, tokens, costUsd);
        const isExpired = idleMs > lifeMs(before);
        misses.push({ exchange: turn, idleMs, tokens, usd, isExpired, cause: own ? turn.breakCause : 'model' });
      }
    }
    if (isLarge(turn) && (own === undefined || input >= sumInput(own.usage) / 2)) last.set(turn.model, turn);
  }
  return misses;
}

/**
 * The request before the first one to another model, when the conversation stays there: a client has such prompts of its
 * own looked over by another model now and then, and goes back.
 */
function findSwitched(turns: readonly Turn[], index: number): Turn | null {
  const turn = turns[index]!;
  if (!isLarge(turn)) return null;
  const next = turns.slice(index + 1).find(isLarge);
  return next?.model === turn.model ? (turns.slice(0, index).findLast(isLarge) ?? null) : null;
}

function isLarge({ usage }: Turn): boolean {
  return sumInput(usage) >= MIN_TOKENS;
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
