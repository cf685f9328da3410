import { answerJson } from '../errors.ts';
import { readHealth } from '../read-health.ts';
import { health as healthSchema } from '../schemas/health.ts';
import type { Route } from '../types.ts';

export const health = {
  id: 'apiHealth',
  method: 'get',
  path: '/api/v1/health',
  access: 'token',
  summary: 'State and checks of the sidecar.',
  answer: healthSchema,
  handle: async ({ deps, faults, now }) => answerJson(await readHealth(deps, faults, now)),
} as const satisfies Route;
