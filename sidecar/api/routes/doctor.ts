import { z } from 'zod';
import type { Doctor, EngineState, Finding } from '../../contract/api.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import type { Route } from '../types.ts';

const finding = z
  .strictObject({
    check: z.string(),
    level: z.enum(['ok', 'warning', 'broken']),
    message: z.string(),
    hint: z.string().nullable().describe('What to do; null when nothing is to be done.'),
  })
  .meta({ id: 'Finding' }) satisfies z.ZodType<Finding>;

const answer = z.strictObject({ findings: z.array(finding).readonly() }).meta({
  id: 'Doctor',
  description: 'What `headroom doctor` finds.',
}) satisfies z.ZodType<Doctor>;

/** Looks at files and asks upstreams for a sign of life: slower than health, asked for by a person. */
export const doctor = {
  id: 'doctor',
  method: 'get',
  path: '/api/v1/doctor',
  access: 'token',
  summary: 'Everything that may keep Headroom from working, and what to do.',
  answer,
  others: { 404: problem },
  handle: async ({ deps }) => {
    if (deps.diagnose === undefined) throw notFound('doctor in this sidecar');
    return answerJson({ findings: await deps.diagnose() });
  },
} as const satisfies Route;

const engineAnswer = z
  .strictObject({
    workers: z
      .array(
        z.strictObject({
          pid: z.int(),
          lane: z.enum(['normal', 'heavy']),
          busy: z.boolean(),
          uptimeMs: z.number(),
        }),
      )
      .readonly(),
    restarts: z.int(),
    givenUp: z.boolean(),
    suspended: z
      .array(z.strictObject({ compressor: z.string(), conversations: z.int(), lastAt: z.number() }))
      .readonly()
      .describe('Kinds of edits that a provider refused, in conversations of the last fortnight.'),
  })
  .meta({ id: 'EngineState' }) satisfies z.ZodType<EngineState>;

export const engine = {
  id: 'engine',
  method: 'get',
  path: '/api/v1/engine',
  access: 'token',
  summary: 'The processes that shorten, and the kinds of edits that are suspended somewhere.',
  answer: engineAnswer,
  handle: async ({ deps }) => {
    const { workers, restarts, givenUp } = deps.engine.status();
    return answerJson({ workers, restarts, givenUp, suspended: await deps.store.suspensions() });
  },
} as const satisfies Route;
