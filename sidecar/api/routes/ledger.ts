import { z } from 'zod';
import { answerJson, notFound } from '../errors.ts';
import { exchangeDetail, exchangeRow } from '../schemas/exchange.ts';
import { problem } from '../schemas/health.ts';
import {
  conversationRow,
  effects as effectsSchema,
  evidence as evidenceSchema,
  summary as summarySchema,
} from '../schemas/summary.ts';
import type { Route } from '../types.ts';

const dayMs = 86_400_000;
const time = z.coerce.number().int().nonnegative().max(8.64e15);
const limit = z.coerce.number().int().min(1).max(500).default(50);

const span = z.strictObject({
  days: z.coerce
    .number()
    .positive()
    .max(36_500)
    .optional()
    .describe('Span that ends now; default 1, of evidence and effects 30.'),
  since: time.optional().describe('Start in ms since the epoch; goes before days.'),
  until: time.optional().describe('End in ms since the epoch; default now.'),
});

/** The span that was asked for, in ms since the epoch. @param usualDays of one that only says until when, or nothing */
function readSpan(
  query: unknown,
  now: number,
  usualDays: number,
): { readonly sinceMs: number; readonly untilMs: number } {
  const { days = usualDays, since, until = now } = query as z.infer<typeof span>;
  return { sinceMs: since ?? Math.max(0, until - days * dayMs), untilMs: until };
}

export const summary = {
  id: 'summary',
  method: 'get',
  path: '/api/v1/summary',
  access: 'token',
  summary: 'Sums of a span: requests, tokens, dollars, added latency.',
  query: span,
  answer: summarySchema,
  handle: async ({ deps, query, now }) => answerJson(await deps.store.summary(readSpan(query, now, 1))),
} as const satisfies Route;

export const evidence = {
  id: 'evidence',
  method: 'get',
  path: '/api/v1/evidence',
  access: 'token',
  summary: 'What the figures rest on: calibration, hold-outs, what breaks cost, how far compressors are trusted.',
  query: span,
  answer: evidenceSchema,
  handle: async ({ deps, query, now }) => answerJson(await deps.store.evidence(readSpan(query, now, 30))),
} as const satisfies Route;

export const effects = {
  id: 'effects',
  method: 'get',
  path: '/api/v1/effects',
  access: 'token',
  summary: 'What each compressor did: texts, tokens, its part of the saving, how often that was not enough.',
  query: span,
  answer: effectsSchema,
  handle: async ({ deps, query, now }) => answerJson(await deps.store.effects(readSpan(query, now, 30))),
} as const satisfies Route;

const page = z.strictObject({
  before: z.string().min(1).max(100).exactOptional().describe('Id of the last row of the page before.'),
  limit,
  conversation: z.string().min(1).max(500).exactOptional(),
});

export const exchanges = {
  id: 'exchanges',
  method: 'get',
  path: '/api/v1/exchanges',
  access: 'token',
  summary: 'Exchanges, the newest first.',
  query: page,
  answer: z.strictObject({ exchanges: z.array(exchangeRow) }),
  handle: async ({ deps, query }) =>
    answerJson({ exchanges: await deps.store.exchanges(query as z.infer<typeof page>) }),
} as const satisfies Route;

export const exchange = {
  id: 'exchange',
  method: 'get',
  path: '/api/v1/exchanges/:id',
  access: 'token',
  summary: 'One exchange with its segments and its cost by class.',
  answer: exchangeDetail,
  others: { 404: problem },
  handle: async ({ deps, params }) => {
    const found = await deps.store.exchange(params.id ?? '');
    if (found === null) throw notFound('such exchange');
    return answerJson(found);
  },
} as const satisfies Route;

const conversationPage = z.strictObject({
  before: time.exactOptional().describe('lastAt of the last row of the page before.'),
  limit,
  conversation: z.string().min(1).max(500).exactOptional().describe('This one alone.'),
});

export const conversations = {
  id: 'conversations',
  method: 'get',
  path: '/api/v1/conversations',
  access: 'token',
  summary: 'Conversations, the most recently used first, with what broke their prompt cache.',
  query: conversationPage,
  answer: z.strictObject({ conversations: z.array(conversationRow) }),
  handle: async ({ deps, query }) =>
    answerJson({ conversations: await deps.store.conversations(query as z.infer<typeof conversationPage>) }),
} as const satisfies Route;
