import { z } from 'zod';
import { answerJson } from '../errors.ts';
import { insightReport } from '../schemas/insights.ts';
import type { Route } from '../types.ts';

const dayMs = 86_400_000;

const span = z.strictObject({
  days: z.coerce.number().positive().max(400).default(7).describe('Span that ends now; default 7.'),
});

export const insights = {
  id: 'insights',
  method: 'get',
  path: '/api/v1/insights',
  access: 'token',
  summary: 'What the ledger teaches: findings with evidence, estimated gain and one action each.',
  query: span,
  answer: insightReport,
  handle: async ({ deps, query, now }) => {
    const { days } = query as z.infer<typeof span>;
    return answerJson(await deps.insights({ sinceMs: Math.max(0, now - days * dayMs), untilMs: now }));
  },
} as const satisfies Route;
