import { z } from 'zod';
import { answerJson } from '../errors.ts';
import { hideCredentials, readHealth } from '../read-health.ts';
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

const answer = z
  .strictObject({
    host: z.string(),
    port: z.int(),
    mode: z.enum(['cache', 'token']),
    optimise: z.boolean(),
    holdoutPercent: z.number(),
    breakpoints: z.boolean(),
    secondEngine: z.boolean(),
    stateless: z.boolean(),
    upstreams: z.record(z.string(), z.string()),
    home: z.string(),
    hasProxyToken: z.boolean(),
    accountUrl: z.string().nullable(),
    maxEditBytes: z.int(),
    originalsCapBytes: z.int(),
    originalsIdleDays: z.number(),
  })
  .meta({ id: 'Settings', description: 'What is in force; secrets are left out.' });

export const settings = {
  id: 'settings',
  method: 'get',
  path: '/api/v1/settings',
  access: 'token',
  summary: 'The settings in force, without secrets.',
  answer,
  handle: ({ deps }) => {
    const { proxyToken, ...open } = deps.settings;
    return answerJson({
      ...open,
      upstreams: hideCredentials(open.upstreams),
      hasProxyToken: proxyToken !== null,
    });
  },
} as const satisfies Route;
