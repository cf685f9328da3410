import { z } from 'zod';
import type { InsightReport } from '../../contract/insights.ts';

const count = z.int().nonnegative();

export const insightReport = z
  .strictObject({
    sinceMs: z.number(),
    untilMs: z.number(),
    insights: z
      .array(
        z.strictObject({
          rule: z.string(),
          title: z.string(),
          evidence: z.array(z.string()).readonly(),
          gain: z
            .strictObject({ usd: z.number().nullable(), tokens: z.number().nonnegative() })
            .nullable()
            .describe('An estimate at list price over the span; null when none is honest.'),
          action: z.string(),
        }),
      )
      .readonly(),
    considered: z.strictObject({
      exchanges: count,
      segments: count,
      conversations: count,
      transcripts: z.boolean(),
      isPartial: z.boolean(),
    }),
  })
  .meta({
    id: 'InsightReport',
    description: 'What the ledger teaches, the largest gain first.',
  }) satisfies z.ZodType<InsightReport>;
