import { findMisses, sumUsd } from '../misses.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatPlace, formatSpan, formatTokens } from '../wording.ts';

/** Below so many tokens a pause is not worth a change of habit. */
const MIN_TOKENS = 20_000;
/** A cache of one hour would have held so long. */
const HOUR_MS = 3_600_000;

/** Conversations that were taken up again after their cache had expired. */
export const idleCaches = {
  id: 'idle-caches',
  needs: 'ledger',
  judge: (evidence) => {
    const misses = findMisses(evidence).filter(({ isExpired }) => isExpired);
    const tokens = misses.reduce((sum, miss) => sum + miss.tokens, 0);
    if (tokens < MIN_TOKENS) return null;
    const largest = [...misses].sort((a, b) => b.tokens - a.tokens).slice(0, 5);
    const short = misses.filter(({ idleMs, exchange }) => idleMs < HOUR_MS && exchange.client === 'claude-code');
    const isMostlyShort = short.reduce((sum, miss) => sum + miss.tokens, 0) > tokens / 2;
    return {
      title: `${formatCount(misses.length, 'pause')} outlived the prompt cache: ${formatTokens(tokens)} were written again.`,
      evidence: largest.map(
        ({ exchange, idleMs, tokens: lost }) =>
          `${formatPlace(exchange)}: ${formatTokens(lost)} again after ${formatSpan(idleMs)}`,
      ),
      gain: { usd: sumUsd(misses.map(({ usd }) => usd)), tokens },
      action: isMostlyShort
        ? 'Most pauses were shorter than an hour: try CLAUDE_CODE_PROMPT_CACHE_TTL=1h; writing then costs 2× instead of 1.25×, so compare a week.'
        : 'Before a long pause, finish the task; afterwards begin a new conversation instead of taking up a long one.',
    };
  },
} satisfies InsightRule;
