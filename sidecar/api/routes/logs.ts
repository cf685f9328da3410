import { z } from 'zod';
import { type LogLine, type LogPage, type LogQuestion, logLevels, logSources } from '../../contract/logs.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import type { Route } from '../types.ts';

const line = z
  .strictObject({
    id: z.string(),
    at: z.number(),
    level: z.enum(logLevels),
    source: z.enum(logSources),
    text: z.string(),
    detail: z.string().nullable().describe('Places in the code where a defect lies.'),
    about: z.string().nullable().describe('The exchange that it is about.'),
    pid: z.int(),
  })
  .meta({ id: 'LogLine' }) satisfies z.ZodType<LogLine>;

const page = z
  .strictObject({
    lines: z.array(line).readonly(),
    total: z.int().nonnegative(),
    path: z.string(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'LogPage' }) satisfies z.ZodType<LogPage>;

export const logs = {
  id: 'logs',
  method: 'get',
  path: '/api/v1/logs',
  access: 'token',
  summary: 'What Headroom wrote down about itself, newest first: no requests, no answers, no secrets.',
  query: z.strictObject({
    level: z.enum(logLevels).default('info').describe('Lines that are at least this grave.'),
    text: z.string().max(200).default(''),
    limit: z.coerce.number().pipe(z.int().min(1).max(2000)).default(200),
  }),
  answer: page,
  others: { 404: problem },
  async handle({ deps: { log }, query }) {
    if (log === undefined || log === null) throw notFound('log of a sidecar that keeps nothing');
    return answerJson(await log.read(query as unknown as LogQuestion));
  },
} as const satisfies Route;
