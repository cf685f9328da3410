import type { BreakCause } from '../../contract/exchange.ts';
import { findMisses, type Miss, sumUsd } from '../misses.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatPlace, formatTokens } from '../wording.ts';

const CAUSES: Readonly<Record<BreakCause, string>> = {
  client: 'the client changed what it had sent before',
  compaction: 'the client shortened its history, by a summary or by going back',
  model: 'another model was chosen in the middle',
  provider: 'the provider had let go of it early',
  ours: 'Headroom sent something differently than before',
  ttl: 'the pause was too long',
};

const ACTIONS: Readonly<Record<BreakCause, string>> = {
  client:
    'Look at what changes early in the prompt: MCP servers that come and go, a clock or git status in the instructions.',
  compaction: 'Nothing to set: a conversation that is summarised is written anew once, and is shorter from then on.',
  model: 'Choose the model when a conversation begins; start a new one to change it.',
  provider: 'Nothing to set: a provider under load drops caches early. Watch whether it repeats.',
  ours: 'Report it with the exchange from the dashboard; --holdout 5 measures what it costs.',
  ttl: 'Go on within five minutes, or start afresh.',
};

/** The prompt cache did not hold although it should have; long pauses have a rule of their own. */
export const cacheBreaks = {
  id: 'cache-breaks',
  needs: 'ledger',
  judge: (evidence) => {
    const misses = findMisses(evidence).filter(({ isExpired }) => !isExpired);
    if (misses.length === 0) return null;
    const causes = sumCauses(misses);
    const main = causes[0]?.cause;
    const tokens = misses.reduce((sum, miss) => sum + miss.tokens, 0);
    const largest = [...misses].sort((a, b) => b.tokens - a.tokens).slice(0, 4);
    return {
      title: `${formatCount(misses.length, 'request')} paid again for ${formatTokens(tokens)} that the provider had cached.`,
      evidence: [
        ...causes.map(({ cause, count }) => `${formatCount(count, 'time')}: ${CAUSES[cause]}`),
        ...largest.map(({ exchange, tokens: lost }) => `${formatPlace(exchange)}: ${formatTokens(lost)} again`),
      ],
      gain: { usd: sumUsd(misses.map(({ usd }) => usd)), tokens },
      action: main === undefined ? 'Open the largest of them in the dashboard; its cause is not known.' : ACTIONS[main],
    };
  },
} satisfies InsightRule;

/** What is known of the causes, the one that took most tokens first. */
function sumCauses(misses: readonly Miss[]): { cause: BreakCause; count: number; tokens: number }[] {
  const sums = new Map<BreakCause, { count: number; tokens: number }>();
  for (const { cause, tokens } of misses) {
    if (cause === null) continue;
    const sum = sums.get(cause) ?? { count: 0, tokens: 0 };
    sums.set(cause, { count: sum.count + 1, tokens: sum.tokens + tokens });
  }
  return [...sums].map(([cause, sum]) => ({ cause, ...sum })).sort((a, b) => b.tokens - a.tokens);
}
