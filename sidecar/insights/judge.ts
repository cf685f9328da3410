import type { Insight, InsightReport } from '../contract/insights.ts';
import { gatherEvidence } from './evidence.ts';
import { insightRules } from './rules/index.ts';
import type { Evidence, InsightRule, LedgerSource, TranscriptCount } from './types.ts';

/** What the rules find, the largest gain in dollars first, then in tokens, then those without an estimate. */
export function judge(evidence: Evidence, rules: readonly InsightRule[] = insightRules): Insight[] {
  return rules
    .flatMap((rule) => {
      const found = rule.judge(evidence);
      return found === null ? [] : [{ rule: rule.id, ...found }];
    })
    .sort((a, b) => weigh(b).usd - weigh(a).usd || weigh(b).tokens - weigh(a).tokens);
}

function weigh({ gain }: Insight): { usd: number; tokens: number } {
  return { usd: gain?.usd ?? -1, tokens: gain?.tokens ?? -1 };
}

/** Reads the ledger of a span and tells what the rules find; those that need the transcripts are asked where these were read. */
export async function reportInsights(
  ledger: LedgerSource,
  span: { sinceMs: number; untilMs: number },
  given: { transcripts: readonly TranscriptCount[] | null; costUsd: Evidence['costUsd'] },
): Promise<InsightReport> {
  const { evidence, isPartial } = await gatherEvidence(ledger, span, given);
  const hasTranscripts = given.transcripts !== null;
  const rules = insightRules.filter(({ needs }) => needs === 'ledger' || hasTranscripts);
  const { exchanges, segments, conversations } = evidence;
  return {
    ...span,
    insights: judge(evidence, rules),
    considered: {
      exchanges: exchanges.length,
      segments: segments.length,
      conversations: conversations.length,
      transcripts: hasTranscripts,
      isPartial,
    },
  };
}
