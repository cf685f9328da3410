import { z } from 'zod';
import type { Updates } from '../../contract/updates.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import type { ApiDeps, Route } from '../types.ts';

const release = z.strictObject({
  version: z.string(),
  channel: z.enum(['stable', 'preview']),
  page: z.string().describe('Where a person reads about it and gets it.'),
  files: z.array(z.strictObject({ name: z.string(), sha256: z.string() })).readonly(),
});

const answer = z
  .strictObject({
    url: z.string().nullable().describe('Where the list of releases is; null: nobody is asked.'),
    channel: z.enum(['off', 'stable', 'preview']),
    current: z.string(),
    checkedAt: z.number().nullable(),
    newer: release.nullable(),
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Updates' }) satisfies z.ZodType<Updates>;

export const updates = {
  id: 'updates',
  method: 'get',
  path: '/api/v1/updates',
  access: 'token',
  summary: 'What is known of newer versions. Asks nobody.',
  answer,
  others: { 404: problem },
  handle: async ({ deps }) => answerJson(await door(deps).read()),
} as const satisfies Route;

export const checkUpdates = {
  id: 'checkUpdates',
  method: 'post',
  path: '/api/v1/updates/check',
  access: 'token',
  summary: 'Ask the configured list of releases now. Installs nothing; what went wrong on the way is in `problem`.',
  answer,
  others: { 404: problem, 409: problem },
  handle: async ({ deps }) => answerJson(await door(deps).check()),
} as const satisfies Route;

function door({ updates: known }: ApiDeps) {
  if (known !== undefined && known !== null) return known;
  throw notFound('news of updates in this sidecar');
}
