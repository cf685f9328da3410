import { z } from 'zod';
import type { Summary } from '../../contract/api.ts';
import { defineTool } from '../types.ts';

export const stats = defineTool({
  id: 'stats',
  title: 'What was saved',
  description: 'Tells what the last days cost and what they would have cost without Headroom, from its ledger.',
  input: { days: z.int().min(1).max(3650).default(7).describe('Days back from now.') },
  async run({ days }, deps) {
    return [JSON.stringify({ days, ...pick(await deps.summarise(days)) }, null, 1)];
  },
});

/** What a model can use; dollars are null where no price is known, and negative when money was lost. */
function pick({ requests, edited, failedOpen, errors, usage, tokensNotSent, bill, cacheHitRate, byModel }: Summary) {
  const { actualUsd, shadowUsd, savedUsd, basis, unpricedRequests } = bill;
  return {
    requests,
    edited,
    failedOpen,
    errors,
    usage,
    tokensNotSent,
    actualUsd,
    withoutHeadroomUsd: shadowUsd,
    savedUsd,
    basis,
    unpricedRequests,
    cacheHitRate,
    byModel: byModel.map(({ model, requests: count, bill: part }) => ({
      model,
      requests: count,
      savedUsd: part.savedUsd,
    })),
  };
}
