import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { answerJson } from '../errors.ts';
import { history as historySchema } from '../schemas/summary.ts';
import type { Route } from '../types.ts';

const hourMs = 3_600_000;
/** About the length of a bucket, and how many are given unless `from` is. */
const kinds = {
  hour: { lengthMs: hourMs, usual: 48 },
  day: { lengthMs: 24 * hourMs, usual: 30 },
  month: { lengthMs: 30.4 * 24 * hourMs, usual: 12 },
} as const;
/** Three years of days, six weeks of hours: more than a chart has pixels for. */
const mostBuckets = 1100;
const time = z.coerce.number().int().nonnegative().max(8.64e15);

const question = z.strictObject({
  by: z.enum(['hour', 'day', 'month']).default('day'),
  from: time.optional().describe('In ms since the epoch; default: 48 hours, 30 days or 12 months, with the last one.'),
  to: time.optional().describe('In ms since the epoch; default now.'),
  group: z.enum(['client', 'model']).optional().describe('Also the sums of each of them in every bucket.'),
});

export const history = {
  id: 'history',
  method: 'get',
  path: '/api/v1/history',
  access: 'token',
  summary: 'Spent, would have been spent, tokens and cache hit rate per hour, day or month.',
  query: question,
  answer: historySchema,
  handle: async ({ deps, query, now }) => {
    const { by, from, to: untilMs = now, group = null } = query as z.infer<typeof question>;
    const { lengthMs, usual } = kinds[by];
    const sinceMs = from ?? Math.max(0, Math.round(untilMs - (usual - 1) * lengthMs));
    if (sinceMs > untilMs || (untilMs - sinceMs) / lengthMs > mostBuckets) {
      throw new AppError('api.invalid', `From ${sinceMs} to ${untilMs} there are no or too many buckets.`, {
        hint: `"from" must not be after "to", and at most ${mostBuckets} are given: take longer buckets or a shorter span.`,
      });
    }
    return answerJson(await deps.store.history({ by, group, sinceMs, untilMs }));
  },
} as const satisfies Route;
