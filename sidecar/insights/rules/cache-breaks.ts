import type { ConversationRow } from '../../contract/api.ts';
import { findMisses, sumUsd } from '../misses.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatPlace, formatTokens } from '../wording.ts';

type Cause = ConversationRow['breaks'][number]['cause'];

const CAUSES: Readonly<Record<Cause, string>> = {
  client: 'the client changed what it had sent before',
  compaction: 'the client shortened its history, by a summary or by going back',
  model: 'another model was chosen in the middle',
  provider: 'the provider had let go of it early',
  ours: 'Headroom sent something differently than before',
  ttl: 'the pause was too long',
};

const ACTIONS: Readonly<Record<Cause, string>> = {
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
    const touched = new Set(misses.map(({ exchange }) => exchange.conversation));
    const counts = new Map<Cause, number>();
    for (const { conversation, breaks } of evidence.conversations) {
      if (!touched.has(conversation)) continue;
      for (const { cause, count } of breaks) if (cause !== 'ttl') counts.set(cause, (counts.get(cause) ?? 0) + count);
    }
    const causes = [...counts].sort((a, b) => b[1] - a[1]);
    const main = causes[0]?.[0];
    const tokens = misses.reduce((sum, miss) => sum + miss.tokens, 0);
    const largest = [...misses].sort((a, b) => b.tokens - a.tokens).slice(0, 4);
    return {
      title: `${formatCount(misses.length, 'request')} paid again for ${formatTokens(tokens)} that the provider had cached.`,
      evidence: [
        ...causes.map(([cause, count]) => `${formatCount(count, 'time')}: ${CAUSES[cause]}`),
        ...largest.map(({ exchange, tokens: lost }) => `${formatPlace(exchange)}: ${formatTokens(lost)} again`),
      ],
      gain: { usd: sumUsd(misses.map(({ usd }) => usd)), tokens },
      action: main === undefined ? 'Open the largest of them in the dashboard; its cause is not known.' : ACTIONS[main],
    };
  },
} satisfies InsightRule;
