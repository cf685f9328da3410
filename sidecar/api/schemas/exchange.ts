import { z } from 'zod';
import type { ActivityPage, Bill, ExchangeDetail, ExchangeRow, SegmentTexts } from '../../contract/api.ts';
import type { ExchangeSegment, ExchangeUsage } from '../../contract/exchange.ts';
import { breakCauses } from '../../contract/exchange.ts';

const count = z.int().nonnegative();
const usd = z.number().nullable();

export const usage = z.strictObject({ fresh: count, write5m: count, write1h: count, read: count, output: count }).meta({
  id: 'Usage',
  description: 'Tokens as the provider counted them, by class.',
}) satisfies z.ZodType<ExchangeUsage>;

export const bill = z
  .strictObject({
    actualUsd: usd,
    shadowUsd: usd,
    savedUsd: usd,
    errorUsd: usd,
    basis: z.enum(['measured', 'estimated']),
    unpricedRequests: count.describe('Requests that are not in the dollars: their model has no known price.'),
  })
  .meta({
    id: 'Bill',
    description:
      'Dollars paid, without Headroom, and the difference, of what has a known price; null where nothing has.',
  }) satisfies z.ZodType<Bill>;

export const treatment = z.enum(['edited', 'untouched', 'bypassed', 'holdout', 'failed-open', 'replayed', 'relayed']);

export const exchangeRow = z
  .strictObject({
    id: z.string(),
    at: z.number(),
    conversation: z.string(),
    project: z.string(),
    client: z.string(),
    provider: z.string(),
    dialect: z.string(),
    model: z.string(),
    method: z.string(),
    path: z.string(),
    status: count,
    treatment,
    fault: z.string().nullable(),
    streamed: z.boolean(),
    bytesIn: count,
    bytesSent: count,
    bytesOut: count,
    tokensBefore: count,
    tokensAfter: count,
    usage: usage.nullable(),
    addedMs: z.number(),
    firstByteMs: z.number().nullable(),
    totalMs: z.number(),
    bill,
    editedSegments: count,
    breakCause: z
      .enum(breakCauses)
      .nullable()
      .describe('Why the cache of the provider did not hold what it should have; null when it did.'),
  })
  .meta({ id: 'ExchangeRow', description: 'One request and its answer.' }) satisfies z.ZodType<ExchangeRow>;

export const activityPage = z
  .strictObject({ total: count, through: z.string(), exchanges: z.array(exchangeRow).readonly() })
  .meta({ id: 'ActivityPage', description: 'A part of the list of exchanges.' }) satisfies z.ZodType<ActivityPage>;

const segment = z
  .strictObject({
    index: count,
    tool: z.string(),
    command: z.string(),
    path: z.string(),
    by: z.array(z.string()).readonly(),
    tried: z.array(z.string()).readonly().exactOptional(),
    reason: z.string().nullable(),
    tokensBefore: count,
    tokensAfter: count,
    lossy: z.strictObject({ unit: z.string(), shown: count, total: count }).nullable(),
    originalId: z.string().nullable(),
    isNew: z.boolean(),
  })
  .meta({
    id: 'Segment',
    description: 'One editable text of a request, as decided.',
  }) satisfies z.ZodType<ExchangeSegment>;

export const segmentTexts = z
  .strictObject({
    original: z.string().nullable(),
    sent: z.string().nullable(),
    reason: z
      .enum(['complete', 'untouched', 'original-only', 'gone'])
      .describe('Why a side is null: sent as it came, or no longer in memory, or expired.'),
  })
  .meta({
    id: 'SegmentTexts',
    description: 'One tool result as the client sent it and as it was sent on.',
  }) satisfies z.ZodType<SegmentTexts>;

export const exchangeDetail = z
  .strictObject({
    exchange: exchangeRow,
    segments: z.array(segment).readonly(),
    classes: z
      .array(
        z.strictObject({
          name: z.enum(['fresh', 'write5m', 'write1h', 'read', 'output']),
          actualTokens: count,
          shadowTokens: count,
          actualUsd: usd,
          shadowUsd: usd,
        }),
      )
      .readonly(),
  })
  .meta({ id: 'ExchangeDetail' }) satisfies z.ZodType<ExchangeDetail>;
