import type { Dialect } from '../dialects/types.ts';
import type { Remembered } from './memory.ts';

/**
 * How long a provider may keep a prefix that nobody uses, in ms: an hour where clients can ask for no more (Anthropic, prompt
 * caching guide); a day where it keeps prefixes by itself, for some models that long (OpenAI, prompt caching guide).
 */
const longestMs = { breakpoints: 3_600_000, automatic: 86_400_000 } as const satisfies Record<Dialect['cache'], number>;
/** Clocks differ and entries are dropped late: the lifetime and a fifth of it, at least a minute. */
const MARGIN_SHARE = 0.2;
const LEAST_MARGIN_MS = 60_000;

/**
 * Whether nothing of a conversation can be left in its provider's cache. What is not known counts as warm.
 * @param now ms since the epoch
 */
export function isCold({ usedAt, ttlMs }: Remembered, cache: Dialect['cache'], now: number): boolean {
  if (usedAt === null) return false;
  const lifeMs = cache === 'automatic' ? longestMs.automatic : (ttlMs ?? longestMs.breakpoints);
  return now - usedAt > lifeMs + Math.max(LEAST_MARGIN_MS, lifeMs * MARGIN_SHARE);
}

/**
 * The provider holds nothing any more: all of the conversation may be decided anew, also what once went out untouched for
 * a passing reason. What was refused stays as it is, with its compressors suspended.
 */
export function beginEpoch(memory: Remembered): void {
  memory.epoch++;
  memory.edited = null;
  if (memory.suspended.size === 0) memory.pinned.clear();
}
