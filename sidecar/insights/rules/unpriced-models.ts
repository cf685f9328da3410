import type { InsightRule } from '../types.ts';
import { formatCount } from '../wording.ts';

/** Models whose price nobody told: their use is in the tokens, not in the dollars. */
export const unpricedModels = {
  id: 'unpriced-models',
  needs: 'ledger',
  judge: ({ summary }) => {
    const [first] = summary.unpricedModels;
    if (first === undefined) return null;
    return {
      title: `${formatCount(summary.bill.unpricedRequests, 'request')} went to models without a known price; every sum in dollars lacks them.`,
      evidence: summary.unpricedModels.slice(0, 10).map((model) => {
        const requests = summary.byModel.find((row) => row.model === model)?.requests ?? 0;
        return `${model}: ${formatCount(requests, 'request')}`;
      }),
      gain: null,
      action: `Set their prices on the page Settings, or with headroom prices set ${/^[\w.:/@-]+$/.test(first) ? first : '<model>'} --input … --output …`,
    };
  },
} satisfies InsightRule;
