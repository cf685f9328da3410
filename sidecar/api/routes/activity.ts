import { z } from 'zod';
import type { ExchangeFilter } from '../../contract/api.ts';
import { answerJson } from '../errors.ts';
import { activityPage } from '../schemas/exchange.ts';
import type { Route } from '../types.ts';

const name = z.string().min(1).max(500);
const time = z.coerce.number().int().nonnegative().max(8.64e15);

const question = z.strictObject({
  offset: z.coerce.number().int().nonnegative().default(0).describe('Exchanges to pass over, from the newest on.'),
  limit: z.coerce.number().int().min(0).max(500).default(100),
  through: z.string().max(100).exactOptional().describe('Answer of the first question: holds the list still.'),
  text: z
    .string()
    .max(200)
    .exactOptional()
    .describe('Part of a model, client, project, conversation, provider, path or id.'),
  client: z.string().max(500).exactOptional(),
  model: z.string().max(500).exactOptional(),
  conversation: name.exactOptional(),
  outcome: z.enum(['shortened', 'loss', 'fault', 'untouched']).exactOptional(),
  since: time.exactOptional().describe('In ms since the epoch.'),
  until: time.exactOptional().describe('In ms since the epoch, this millisecond included.'),
});

export const activity = {
  id: 'activity',
  method: 'get',
  path: '/api/v1/activity',
  access: 'token',
  summary: 'Any part of the list of exchanges, searched and filtered, with the number of all that pass.',
  query: question,
  answer: activityPage,
  handle: async ({ deps, query }) => {
    const { offset, limit, through, since, until, ...rest } = query as z.infer<typeof question>;
    const filter: ExchangeFilter = {
      ...rest,
      ...(since !== undefined && { sinceMs: since }),
      ...(until !== undefined && { untilMs: until }),
    };
    return answerJson(await deps.store.activity({ filter, offset, limit, ...(through !== undefined && { through }) }));
  },
} as const satisfies Route;
