import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { answerJson } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { problem } from '../schemas/health.ts';
import type { ApiDeps, Call, Route } from '../types.ts';

const part = z.strictObject({
  lines: z
    .string()
    .regex(/^\d{1,9}(?:-\d{1,9})?$/)
    .optional()
    .describe('"20" or "20-40", counted from 1.'),
  grep: z.string().min(1).max(1000).optional().describe('Regular expression; only lines that match.'),
});

const found = z
  .strictObject({
    hash: z.string(),
    original_content: z.string(),
    bytes: z.int(),
    total_lines: z.int(),
    lines: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
    hits: z.array(z.strictObject({ line: z.int(), text: z.string() })).nullable(),
    truncated: z.boolean(),
  })
  .meta({ id: 'Original', description: 'A source that was shortened, or the asked-for part of it, byte for byte.' });

const question = z.looseObject({
  hash: z.string().optional(),
  id: z.string().optional(),
  lines: part.shape.lines,
  grep: part.shape.grep,
});

const words = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(500)
    .describe(
      'Words, all of which must occur; the last may be the beginning of one, a "quoted phrase" stands in a row.',
    ),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

const someLine = z.strictObject({ line: z.int(), text: z.string() });

const hits = z
  .strictObject({
    hits: z.array(
      someLine.extend({
        id: z.string(),
        others: z.array(someLine).describe('Further lines that hold words, the best first.'),
        bytes: z.int(),
        storedAt: z.int().describe('ms since the epoch'),
      }),
    ),
    isComplete: z
      .boolean()
      .describe('False when not every original was looked at; the same search again looks at more.'),
  })
  .meta({ id: 'OriginalHits', description: 'Originals that hold the words, the most recently stored first.' });

export const searchOriginals = {
  id: 'searchOriginals',
  method: 'get',
  path: '/api/v1/originals',
  access: 'token',
  summary: 'Full-text search over the originals: each hit with the line that holds most of the words.',
  query: words,
  answer: hits,
  handle: async ({ deps, query }) => answerJson(await deps.store.searchOriginals(query as z.infer<typeof words>)),
} as const satisfies Route;

/** The form in which the UI and scripts read it; Accept: text/plain gives the bare text. */
export const original = {
  id: 'original',
  method: 'get',
  path: '/api/v1/originals/:id',
  access: 'token',
  summary: 'An original; as plain text when asked for with Accept: text/plain.',
  query: part,
  answer: found,
  others: { 404: problem },
  handle: ({ deps, params, query, context }) =>
    answer(deps, params.id ?? '', query as z.infer<typeof part>, context.req.header('accept')),
} as const satisfies Route;

/** The 80-bit id is the key: only a conversation that saw the marker knows it. */
export const retrieveById = {
  id: 'retrieveById',
  method: 'get',
  path: '/v1/retrieve/:id',
  access: 'loopback',
  summary: 'An original by the id in its marker, for agents.',
  query: part,
  answer: found,
  others: { 404: problem },
  handle: ({ deps, params, query, context }) => {
    const id = params.id ?? '';
    const found = answer(deps, id, query as z.infer<typeof part>, context.req.header('accept'));
    deps.store.noteRecall(id);
    return found;
  },
} as const satisfies Route;

export const retrieve = {
  id: 'retrieve',
  method: 'post',
  path: '/v1/retrieve',
  access: 'loopback',
  summary: 'An original by {hash} or {id}, for tools written for the peer.',
  body: question,
  answer: found,
  others: { 404: problem },
  handle: async ({ deps, context }: Call) => {
    const given = question.safeParse(await readBody(context.req.raw, 64 * 1024));
    const id = given.data?.hash ?? given.data?.id;
    if (!given.success || id === undefined) {
      throw new AppError('api.invalid', 'The body must be JSON with "hash": the id in the marker.', {
        hint: 'For example {"hash": "0123456789abcdef0123"}.',
      });
    }
    const found = answer(deps, id, given.data, undefined);
    deps.store.noteRecall(id);
    return found;
  },
} as const satisfies Route;

function answer(
  deps: ApiDeps,
  id: string,
  { lines, grep }: { lines?: string | undefined; grep?: string | undefined },
  accept: string | undefined,
): Response {
  const { originals } = deps;
  const whole = originals?.get(id) ?? null;
  if (originals === null || whole === null) {
    throw new AppError('original.unknown', `There is no original ${id.slice(0, 40)}.`, {
      hint: 'It may have expired, or Headroom runs stateless. Run the command again that printed it.',
    });
  }
  const [from = 1, to = from] = (lines ?? '').split('-').filter(Boolean).map(Number);
  const excerpt = lines === undefined ? null : originals.lines(id, from, to);
  const hits = grep === undefined ? null : originals.grep(id, grep);
  const text = hits === null ? (excerpt?.text ?? whole) : hits.hits.map((hit) => hit.text).join('\n');
  if (accept?.startsWith('text/plain')) {
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(text, { headers });
  }
  return answerJson({
    hash: id,
    original_content: text,
    bytes: Buffer.byteLength(whole),
    total_lines: whole.split('\n').length,
    lines: excerpt && { from: excerpt.from, to: excerpt.to },
    hits: hits?.hits ?? null,
    truncated: hits?.truncated ?? false,
  });
}
