import { z } from 'zod';
import type { ConversationRow, Summary } from '../../contract/api.ts';
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
    breaks: z
      .array(z.strictObject({ cause: z.enum(['ours', 'client', 'ttl', 'model', 'provider']), count }))
      .readonly(),
  })
  .meta({ id: 'ConversationRow' }) satisfies z.ZodType<ConversationRow>;
