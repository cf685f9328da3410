import type { InsightRule } from '../types.ts';
import { formatCount, formatUsd } from '../wording.ts';

/** A client is said to bypass us when less than half of its answers came through. */
const SHARE = 0.5;
/** Fewer answers may be a single test run. */
const MIN_REQUESTS = 10;

/** Clients whose own transcripts hold many more answers than came through Headroom. */
export const bypassingClients = {
  id: 'bypassing-clients',
  needs: 'transcripts',
  judge: ({ summary, transcripts }) => {
    const through = new Map(summary.byClient.map(({ client, requests }) => [client, requests]));
    const bypassing = (transcripts ?? [])
      .map((row) => ({ ...row, seen: through.get(row.client) ?? 0 }))
      .filter(({ requests, seen }) => requests >= MIN_REQUESTS && seen < requests * SHARE)
      .sort((a, b) => b.requests - b.seen - (a.requests - a.seen));
    const [top] = bypassing;
    if (top === undefined) return null;
    return {
      title: `${bypassing.map(({ client }) => client).join(', ')} mostly did not go through Headroom.`,
      evidence: bypassing.map(({ client, requests, seen, costUsd }) => {
        const cost = costUsd === null ? '' : `, ${formatUsd(costUsd)} at list price`;
        return `${client}: ${formatCount(requests, 'answer')} in its transcripts${cost}; ${seen} of them came through`;
      }),
      // What would have been saved on traffic that was never seen is not known.
      gain: null,
      action: `Run headroom connect ${top.client}; headroom doctor tells which settings send it elsewhere.`,
    };
  },
} satisfies InsightRule;
