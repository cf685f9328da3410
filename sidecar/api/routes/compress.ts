import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { scanJson } from '../../lib/json-tape.ts';
import { answerJson } from '../errors.ts';
import { parseJson, readBytes } from '../read-body.ts';
import type { Route } from '../types.ts';

/** Bounds of the peer: 100 MB, 10,000 messages. */
const maxBytes = 100 * 1024 * 1024;
const maxMessages = 10_000;
/** Larger bodies are checked by the engine alone, in its own process: parsing them here would hold up every stream. */
const maxCheckedBytes = 1024 * 1024;

const body = z
  .looseObject({
    messages: z.array(z.looseObject({})).max(maxMessages),
    model: z.string().min(1).max(200),
    token_budget: z.number().nullable().optional(),
    config: z.looseObject({}).nullable().optional(),
  })
  .meta({ id: 'CompressRequest' });

const answer = z
  .looseObject({
    messages: z.array(z.looseObject({})),
    tokens_before: z.int(),
    tokens_after: z.int(),
    tokens_saved: z.int(),
    compression_ratio: z.number(),
    transforms_applied: z.array(z.string()),
    transforms_summary: z.record(z.string(), z.number()),
    ccr_hashes: z.array(z.string()),
    compression_skipped: z.boolean().optional(),
    skip_reason: z.string().optional(),
  })
  .meta({ id: 'CompressAnswer' });

/** What the engine reports beside the messages. */
const report = z.object({
  tokens_before: z.int(),
  tokens_after: z.int(),
  tokens_saved: z.int(),
  compression_ratio: z.number(),
  segments: z.array(z.object({ by: z.array(z.string()), originalId: z.string().nullable() })),
});
type Report = z.infer<typeof report>;

const refusal = z.strictObject({
  error: z.strictObject({ type: z.string(), message: z.string() }),
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
});

/** The peer's integration interface, as gateways and guardrails call it. Loopback only, marker-free by default. */
export const compress = {
  id: 'compress',
  method: 'post',
  path: '/v1/compress',
  access: 'loopback',
  summary: 'Shortens the tool results of a list of messages (Anthropic or OpenAI shape, kept).',
  body,
  answer,
  others: { 400: refusal, 413: refusal, 503: refusal },
  handle: async ({ deps, context }) => {
    try {
      const bytes = await readBytes(context.req.raw, maxBytes);
      if (bytes.length <= maxCheckedBytes) checkBody(parseJson(bytes));
      if (isBypassed(context.req.raw.headers)) return answerUnchanged(bytes, 'bypass');
      try {
        return answerMessages(...readMade(await deps.engine.compress(bytes)));
      } catch (error) {
        if (error instanceof AppError && error.code === 'worker.deadline') {
          return answerUnchanged(bytes, 'compression_timeout');
        }
        throw error;
      }
    } catch (error) {
      if (error instanceof AppError) return refuse(error);
      throw error;
    }
  },
} as const satisfies Route;

function checkBody(value: unknown): void {
  const { success, error } = body.safeParse(value);
  if (success) return;
  throw new AppError('api.invalid', `The request is not valid: ${z.prettifyError(error).replaceAll('\n', ' ')}`, {
    hint: 'It needs "messages" (a list) and "model" (a name).',
  });
}

function isBypassed(given: Headers): boolean {
  return given.get('x-headroom-bypass') === 'true' || given.get('x-headroom-mode') === 'passthrough';
}

/** The messages as they came, byte for byte. */
function answerUnchanged(body: Uint8Array, reason: string): Response {
  const tape = scanJson(body);
  const messages = tape?.get(0, 'messages') ?? -1;
  if (tape === null || messages < 0) throw new AppError('body.malformed', 'The body has no "messages".');
  const nothing = { tokens_before: 0, tokens_after: 0, tokens_saved: 0, compression_ratio: 1, segments: [] };
  return answerMessages(tape.source(messages), nothing, { compression_skipped: true, skip_reason: reason });
}

/** Takes the engine's answer, {"messages":…,"report":…}, apart without parsing the messages. */
function readMade(made: Uint8Array): [messages: Uint8Array, report: Report] {
  const bytes = Buffer.from(made.buffer, made.byteOffset, made.byteLength);
  // No string can hold this: its quotes would be escaped. The report has no member of that name.
  const seam = bytes.lastIndexOf(',"report":');
  const start = '{"messages":'.length;
  const given: unknown =
    seam < start ? null : JSON.parse(bytes.toString('utf8', seam + ',"report":'.length, bytes.length - 1));
  return [bytes.subarray(start, seam), report.parse(given)];
}

/** The answer in the peer's field names around messages that are never re-serialised. */
function answerMessages(messages: Uint8Array, { segments, ...tokens }: Report, further: object = {}): Response {
  const applied = segments.flatMap(({ by }) => by);
  const summary: Record<string, number> = {};
  for (const id of applied) summary[id] = (summary[id] ?? 0) + 1;
  const rest = JSON.stringify({
    ...tokens,
    transforms_applied: Object.keys(summary),
    transforms_summary: summary,
    ccr_hashes: [...new Set(segments.flatMap(({ originalId }) => originalId ?? []))],
    ...further,
  });
  const body = Buffer.concat([Buffer.from('{"messages":'), messages, Buffer.from(`,${rest.slice(1)}`)]);
  return new Response(body, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function refuse(error: AppError): Response {
  const { code, message, hint = null } = error;
  const [status, type] =
    code === 'body.too-large'
      ? [413, 'request_too_large']
      : code === 'api.invalid' || code === 'body.malformed'
        ? [400, 'invalid_request']
        : [503, 'compression_error'];
  return answerJson({ error: { type, message }, code, message, hint }, status);
}
