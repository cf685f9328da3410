import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { answerJson } from '../errors.ts';
import { parseJson, readBytes } from '../read-body.ts';
import type { Route } from '../types.ts';

/** Bounds of the peer: 100 MB, 10,000 messages. */
const maxBytes = 100 * 1024 * 1024;
const maxMessages = 10_000;

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
      checkBody(parseJson(bytes));
      if (isBypassed(context.req.raw.headers)) return answerUnchanged(bytes, 'bypass');
      try {
        const made = await deps.engine.compress(bytes);
        return new Response(Uint8Array.from(made), { headers: headers() });
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

/** The messages as they came; numbers keep their digits, since JSON.parse alone would round large ones. */
function answerUnchanged(bytes: Uint8Array, reason: string): Response {
  const text = new TextDecoder().decode(bytes);
  const { messages } = JSON.parse(text, keepNumbers as Parameters<typeof JSON.parse>[1]) as { messages: unknown };
  return new Response(
    JSON.stringify({
      messages,
      tokens_before: 0,
      tokens_after: 0,
      tokens_saved: 0,
      compression_ratio: 1,
      transforms_applied: [],
      transforms_summary: {},
      ccr_hashes: [],
      compression_skipped: true,
      skip_reason: reason,
    }),
    { headers: headers() },
  );
}

/** JSON.rawJSON and the reviver's source are in Node 21 and later, but not yet in TypeScript's library. */
function keepNumbers(_key: string, value: unknown, context: { source?: string }): unknown {
  const { rawJSON } = JSON as unknown as { rawJSON(source: string): unknown };
  return typeof value === 'number' && context.source !== undefined ? rawJSON(context.source) : value;
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

function headers(): Record<string, string> {
  return { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
}
