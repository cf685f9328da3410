import type { ExchangeRow } from '../../contract/api.ts';
import { sumInput } from '../misses.ts';
import type { Evidence, InsightRule } from '../types.ts';
import { formatPlace, formatTokens } from '../wording.ts';

/**
 * What the first request of a conversation holds beside tool results: system prompt, tools, instructions. With deferred
 * tools it lies between 12 k and 20 k tokens; with every schema inlined it is about 25 k more.
 */
const MAX_FIXED_TOKENS = 35_000;
/** One conversation may have begun with a long paste. */
const MIN_CONVERSATIONS = 3;

/** Claude Code that sends the schemas of all its tools with every request. */
export const inlinedTools = {
  id: 'inlined-tools',
  needs: 'ledger',
  judge: (evidence) => {
    const first = findFirst(evidence.exchanges.filter(({ client }) => client === 'claude-code'));
    const fixed = first.map((exchange) => ({ exchange, tokens: sumInput(exchange.usage!) - exchange.tokensAfter }));
    const heavy = fixed.filter(({ tokens }) => tokens > MAX_FIXED_TOKENS).sort((a, b) => b.tokens - a.tokens);
    if (heavy.length < MIN_CONVERSATIONS || heavy.length < fixed.length / 2) return null;
    const median = heavy[Math.floor(heavy.length / 2)]!.tokens;
    const surplus = heavy.reduce((sum, { tokens }) => sum + tokens - MAX_FIXED_TOKENS, 0);
    return {
      title: `Claude Code begins conversations with ${formatTokens(median)} before any work: the schemas of all tools seem to be inlined.`,
      evidence: heavy.slice(0, 4).map(({ exchange, tokens }) => `${formatPlace(exchange)}: ${formatTokens(tokens)}`),
      gain: { usd: sumWrites(evidence, heavy), tokens: surplus },
      action: 'Start it with ENABLE_TOOL_SEARCH=true, and take away MCP servers that you do not use.',
    };
  },
} satisfies InsightRule;

/** The first request of each conversation that the provider counted. */
function findFirst(exchanges: readonly ExchangeRow[]): ExchangeRow[] {
  const first = new Map<string, ExchangeRow>();
  for (const exchange of exchanges) {
    const isSide = exchange.usage === null || sumInput(exchange.usage) < 5000;
    if (!isSide && !first.has(exchange.conversation)) first.set(exchange.conversation, exchange);
  }
  return [...first.values()];
}

/** At least one write of the surplus per conversation; the reads of every later turn come on top. */
function sumWrites({ costUsd }: Evidence, heavy: readonly { exchange: ExchangeRow; tokens: number }[]): number | null {
  const none = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
  const known = heavy
    .map(({ exchange, tokens }) => costUsd(exchange.model, { ...none, write5m: tokens - MAX_FIXED_TOKENS }))
    .filter((usd) => usd !== null);
  return known.length === 0 ? null : known.reduce((sum, usd) => sum + usd, 0);
}
