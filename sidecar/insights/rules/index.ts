/**
 * Job: the list of rules; the order does not matter, findings are sorted by their gain.
 * Law: one file, one line; a rule that is not sure says nothing.
 * Neighbours: types.ts says what a rule is; judge.ts asks them.
 */
import type { InsightRule } from '../types.ts';
import { bypassingClients } from './bypassing-clients.ts';
import { cacheBreaks } from './cache-breaks.ts';
import { giantResults } from './giant-results.ts';
import { idleCaches } from './idle-caches.ts';
import { inlinedTools } from './inlined-tools.ts';
import { reReads } from './re-reads.ts';
import { unpricedModels } from './unpriced-models.ts';
import { worstConversations } from './worst-conversations.ts';

export const insightRules: readonly InsightRule[] = [
  cacheBreaks,
  idleCaches,
  inlinedTools,
  giantResults,
  reReads,
  worstConversations,
  unpricedModels,
  bypassingClients,
];
