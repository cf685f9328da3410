import { z } from 'zod';
import type { ConversationRow, Effects, Evidence, History, Summary } from '../../contract/api.ts';
import { breakCauses } from '../../contract/exchange.ts';
import { bill, usage } from './exchange.ts';

const count = z.int().nonnegative();

export const summary = z
  .strictObject({
    sinceMs: z.number(),
    untilMs: z.number(),
    requests: count,
    edited: count,
    failedOpen: count,
    errors: count,
    usage,
    tokensNotSent: z.int(),
    tokensRemovedOnce: z.int(),
    bill,
    cacheHitRate: z.number().min(0).max(1).nullable(),
    addedMs: z.strictObject({ p50: z.number(), p90: z.number(), p99: z.number() }).nullable(),
    unpricedModels: z.array(z.string()).readonly(),
    byModel: z.array(z.strictObject({ model: z.string(), requests: count, usage, bill })).readonly(),
    byClient: z.array(z.strictObject({ client: z.string(), requests: count, bill })).readonly(),
  })
  .meta({ id: 'Summary', description: 'Sums of a span, its last millisecond included.' }) satisfies z.ZodType<Summary>;

const causes = z.enum(breakCauses);
const dollars = z.number().nullable();
const costPerConversation = z.strictObject({
  conversations: count,
  meanUsd: dollars,
  lowUsd: dollars,
  highUsd: dollars,
});

export const evidence = z
  .strictObject({
    sinceMs: z.number(),
    untilMs: z.number(),
    calibration: z
      .array(z.strictObject({ model: z.string(), ratio: z.number(), spread: z.number(), samples: count }))
      .readonly(),
    holdout: z.strictObject({
      treated: costPerConversation,
      heldOut: costPerConversation,
      savedPerConversation: z
        .strictObject({ meanUsd: z.number(), lowUsd: z.number(), highUsd: z.number() })
        .nullable()
        .describe('Measured, with a 95 % range; null without two conversations of either kind.'),
    }),
    breaks: z.array(z.strictObject({ cause: causes, count, usd: z.number() })).readonly(),
    trust: z
      .array(
        z.strictObject({
          compressor: z.string(),
          edits: z.number(),
          recalls: z.number(),
          reruns: z.number(),
          isGentle: z.boolean(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Evidence', description: 'What the figures rest on.' }) satisfies z.ZodType<Evidence>;

export const effects = z
  .strictObject({
    sinceMs: z.number(),
    untilMs: z.number(),
    countedSinceMs: z.number().nullable().describe('Since when it is counted; null: nothing was counted yet.'),
    compressors: z
      .array(
        z.strictObject({
          compressor: z.string(),
          ...{ seen: count, shortened: count, lossy: count, tokensBefore: count },
          ...{ tokensRemoved: z.int(), tokensNotSent: z.int() },
          savedUsd: dollars.describe('Its part of what was saved, always estimated; null where it cannot be told.'),
          errorUsd: dollars,
          ...{ unpricedRequests: count, recalls: count, reruns: count },
          isGentle: z.boolean(),
        }),
      )
      .readonly(),
  })
  .meta({
    id: 'Effects',
    description: 'What the compressors did, the largest effect first.',
  }) satisfies z.ZodType<Effects>;

const historySums = {
  requests: count,
  usage,
  tokensNotSent: z.int(),
  tokensRemovedOnce: z.int(),
  bill,
  cacheHitRate: z.number().min(0).max(1).nullable(),
};

export const history = z
  .strictObject({
    by: z.enum(['hour', 'day', 'month']),
    group: z.enum(['client', 'model']).nullable(),
    buckets: z
      .array(
        z.strictObject({
          startMs: z.number(),
          endMs: z.number(),
          ...historySums,
          edited: count,
          failedOpen: count,
          errors: count,
          groups: z.array(z.strictObject({ name: z.string(), ...historySums })).readonly(),
        }),
      )
      .readonly(),
  })
  .meta({
    id: 'History',
    description: 'Sums per hour, day or month of the time zone of this computer, without gaps, the oldest first.',
  }) satisfies z.ZodType<History>;

export const conversationRow = z
  .strictObject({
    conversation: z.string(),
    client: z.string(),
    project: z.string(),
    model: z.string(),
    turns: count,
    firstAt: z.number(),
    lastAt: z.number(),
    usage,
    bill,
    breaks: z.array(z.strictObject({ cause: causes, count })).readonly(),
  })
  .meta({ id: 'ConversationRow' }) satisfies z.ZodType<ConversationRow>;
