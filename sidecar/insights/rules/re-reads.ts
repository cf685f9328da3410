import type { SegmentRow } from '../../contract/insights.ts';
import { sumUsd } from '../misses.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatTokens } from '../wording.ts';

/** Two looks at a file are work: before and after an edit. */
const FREE_READS = 2;
/** Below this the repeated readings of one file are not worth a word. */
const MIN_TOKENS = 2000;

/** Files that one conversation read again and again. What was sent as a reference or a difference costs little and counts so. */
export const reReads = {
  id: 're-reads',
  needs: 'ledger',
  judge: ({ segments, costUsd }) => {
    const readings = new Map<string, SegmentRow[]>();
    for (const row of segments) {
      if (row.path === '') continue;
      const key = `${row.conversation}\n${row.path}`;
      readings.set(key, [...(readings.get(key) ?? []), row]);
    }
    const repeated = [...readings.values()]
      .map((rows) => ({ path: rows[0]!.path, count: rows.length, extra: rows.slice(FREE_READS) }))
      .map((one) => ({ ...one, tokens: one.extra.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0) }))
      .filter(({ tokens }) => tokens >= MIN_TOKENS)
      .sort((a, b) => b.tokens - a.tokens);
    if (repeated.length === 0) return null;
    const tokens = repeated.reduce((sum, one) => sum + one.tokens, 0);
    const none = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
    const extra = repeated.flatMap((one) => one.extra);
    const costs = extra.map(({ model, tokensAfter }) => costUsd(model, { ...none, write5m: tokensAfter }));
    return {
      title: `${formatCount(repeated.length, 'file')} went into the same conversation more than twice: ${formatTokens(tokens)}.`,
      evidence: repeated
        .slice(0, 6)
        .map(({ path, count, tokens: sent }) => `${path}: ${count} times, ${formatTokens(sent)}`),
      gain: { usd: sumUsd(costs), tokens },
      action: `Split ${repeated[0]!.path}, or tell the agent which part of it matters, so that it reads ranges.`,
    };
  },
} satisfies InsightRule;
