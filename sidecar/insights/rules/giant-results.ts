import type { SegmentRow } from '../../contract/insights.ts';
import { sumUsd } from '../misses.ts';
import type { InsightRule } from '../types.ts';
import { formatCount, formatTokens } from '../wording.ts';

/** A result that is still this long after shortening fills a tenth of many context windows when it comes a few times. */
const GIANT_TOKENS = 4000;

/** One result that is a little longer is not worth a word; one that is twice as long is. */
const MIN_SURPLUS = GIANT_TOKENS;

/** Tool results that stay large, by what printed them. */
export const giantResults = {
  id: 'giant-results',
  needs: 'ledger',
  judge: ({ segments, costUsd }) => {
    const giants = segments.filter(({ tokensAfter }) => tokensAfter >= GIANT_TOKENS);
    const surplus = giants.reduce((total, { tokensAfter }) => total + tokensAfter - GIANT_TOKENS, 0);
    if (surplus < MIN_SURPLUS) return null;
    const groups = [...groupBy(giants, nameOf)]
      .map(([name, rows]) => ({
        name,
        rows,
        tokens: sum(rows),
        largest: Math.max(...rows.map((row) => row.tokensAfter)),
      }))
      .sort((a, b) => b.tokens - a.tokens);
    const none = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
    const costs = giants.map(({ model, tokensAfter }) =>
      costUsd(model, { ...none, write5m: tokensAfter - GIANT_TOKENS }),
    );
    const top = groups[0]!;
    const most = groups.length > 1 ? 'most tokens come' : giants.length > 1 ? 'all come' : 'it comes';
    return {
      title: `${formatCount(giants.length, 'tool result')} stayed longer than ${formatTokens(GIANT_TOKENS)}; ${most} from ${top.name}.`,
      evidence: groups
        .slice(0, 6)
        .map(
          ({ name, rows, tokens, largest }) =>
            `${name}: ${formatCount(rows.length, 'result')}, ${formatTokens(tokens)}, the largest ${formatTokens(largest)}`,
        ),
      // Only what is beyond the limit, and only its first sending.
      gain: { usd: sumUsd(costs), tokens: surplus },
      action: `Tell the agent in its instructions to ask ${top.name} for less: a path, a filter, a range of lines or a quiet flag.`,
    };
  },
} satisfies InsightRule;

/** What printed it: program and subcommand for a shell, else the tool. */
export function nameOf({ tool, command }: Pick<SegmentRow, 'tool' | 'command'>): string {
  const words = command
    .replace(/^(?:cd\s+\S+\s*(?:&&|;)\s*|[A-Z_]+=\S*\s+)+/, '')
    .trim()
    .split(/[;&|\n]/, 1)[0]!
    .trim()
    .split(/\s+/);
  const [program = '', second = ''] = words;
  if (program === '') return tool || 'an unknown tool';
  return /^[a-z][a-z-]*$/.test(second) ? `\`${program} ${second}\`` : `\`${program}\``;
}

function sum(rows: readonly SegmentRow[]): number {
  return rows.reduce((total, { tokensAfter }) => total + tokensAfter, 0);
}

function groupBy(rows: readonly SegmentRow[], name: (row: SegmentRow) => string): Map<string, SegmentRow[]> {
  const groups = new Map<string, SegmentRow[]>();
  for (const row of rows) groups.set(name(row), [...(groups.get(name(row)) ?? []), row]);
  return groups;
}
