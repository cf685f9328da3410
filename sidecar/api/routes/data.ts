import { z } from 'zod';
import type { DataDoor } from '../../contract/api.ts';
import type { DataDeletion, DataImport, DataSelection, DataSizes } from '../../contract/data.ts';
import { AppError } from '../../contract/errors.ts';
import { answerJson, notFound } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { problem } from '../schemas/health.ts';
import type { ApiDeps, Route } from '../types.ts';

const count = z.int().nonnegative();
const others = { 404: problem, 503: problem };
const DAY_MS = 86_400_000;

const sizes = z
  .strictObject({
    ...{ exchanges: count, conversations: count, oldestAt: z.number().nullable(), ledgerBytes: count },
    ...{ originals: count, originalsBytes: count, indexBytes: count, memoBytes: count, logBytes: count },
    ...{ studies: count, studyBytes: count },
  })
  .meta({ id: 'DataSizes' }) satisfies z.ZodType<DataSizes>;

const deletion = z
  .strictObject({
    ...{ exchanges: count, conversations: count, originals: count, originalsBytes: count, studies: count },
    kept: z.array(z.string()).readonly(),
  })
  .meta({ id: 'DataDeletion' }) satisfies z.ZodType<DataDeletion>;

const imported = z
  .strictObject({ exchanges: count, originals: count, known: count })
  .meta({ id: 'DataImport' }) satisfies z.ZodType<DataImport>;

const days = z.int().min(1).max(36_500);
const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('older'), days }),
  z.strictObject({ kind: z.literal('project'), project: z.string().max(1000) }),
]) satisfies z.ZodType<DataSelection>;
const deleteQuestion = z
  .strictObject({ selection, dryRun: z.boolean().default(false) })
  .meta({ id: 'DataDeleteQuestion' });

export const dataSizes = {
  id: 'dataSizes',
  method: 'get',
  path: '/api/v1/data',
  access: 'token',
  summary: 'How much was recorded.',
  answer: sizes,
  others,
  handle: async ({ deps }) => answerJson(await door(deps).sizes()),
} as const satisfies Route;

export const exportData = {
  id: 'exportData',
  method: 'get',
  path: '/api/v1/data/export',
  access: 'token',
  summary: 'Everything that was recorded as JSON lines, gzip; see docs/use/data.md.',
  query: z.strictObject({ days: z.coerce.number().pipe(days).optional(), originals: z.stringbool().default(false) }),
  answer: 'application/gzip',
  others,
  async handle({ deps, query, now }) {
    const { days: span, originals } = query as { days?: number; originals: boolean };
    const sinceMs = span === undefined ? 0 : now - span * DAY_MS;
    return new Response(await door(deps).export({ sinceMs, originals }), {
      headers: { 'content-type': 'application/gzip', 'cache-control': 'no-store' },
    });
  },
} as const satisfies Route;

export const importData = {
  id: 'importData',
  method: 'post',
  path: '/api/v1/data/import',
  access: 'token',
  summary: 'Take an export in: the file as it is. What is there already is not counted twice; all of it or nothing.',
  answer: imported,
  others: { ...others, 422: problem },
  async handle({ deps, context }) {
    const { body } = context.req.raw;
    if (body === null)
      throw new AppError('body.malformed', 'There is no file.', { hint: 'Send an export as the body.' });
    return answerJson(await door(deps).import(body as AsyncIterable<Uint8Array> & ReadableStream<Uint8Array>));
  },
} as const satisfies Route;

export const deleteData = {
  id: 'deleteData',
  method: 'post',
  path: '/api/v1/data/delete',
  access: 'token',
  summary: 'Delete what was recorded. What running conversations need stays for a day, which the answer tells.',
  body: deleteQuestion,
  answer: deletion,
  others: { ...others, 400: problem },
  async handle({ deps, context }) {
    const { data, error } = deleteQuestion.safeParse(await readBody(context.req.raw, 64 * 1024));
    if (data === undefined) {
      throw new AppError('api.invalid', `The body is not valid: ${z.prettifyError(error).replaceAll('\n', ' ')}`, {
        hint: 'GET /api/v1/openapi.json tells what it may be.',
      });
    }
    return answerJson(await door(deps).delete(data.selection, data.dryRun));
  },
} as const satisfies Route;

function door({ data }: ApiDeps): DataDoor {
  if (data === undefined) throw notFound('data in a sidecar that keeps none');
  return data;
}
