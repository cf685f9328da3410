import { z } from 'zod';
import type { Health } from '../../contract/api.ts';

const check = z.strictObject({ id: z.string(), ok: z.boolean(), message: z.string() });

export const health = z
  .strictObject({
    status: z.enum(['ok', 'degraded', 'bypassed']),
    version: z.string(),
    pid: z.int(),
    uptimeSeconds: z.number(),
    upstreams: z.record(z.string(), z.string()),
    mode: z.enum(['cache', 'token']),
    optimise: z.boolean(),
    checks: z.array(check).readonly(),
    inFlight: z.int(),
    rssBytes: z.int(),
  })
  .meta({ id: 'Health' }) satisfies z.ZodType<Health>;

const alive = {
  service: z.literal('headroom'),
  status: z.string(),
  version: z.string(),
  pid: z.int(),
  timestamp: z.string(),
  uptime_seconds: z.number(),
};

export const livez = z.strictObject({ ...alive, alive: z.literal(true) }).meta({ id: 'Livez' });

export const readyz = z
  .strictObject({ ...alive, ready: z.boolean(), checks: z.array(check).readonly() })
  .meta({ id: 'Readyz' });

/** Field names of the peer, so that scripts that parse its /health go on working. */
export const peerHealth = z
  .strictObject({
    ...alive,
    alive: z.literal(true),
    ready: z.boolean(),
    checks: z.array(check).readonly(),
    upstreams: z.record(z.string(), z.string()),
    config: z.strictObject({
      backend: z.string(),
      optimize: z.boolean(),
      mode: z.enum(['cache', 'token']),
      stateless: z.boolean(),
      pid: z.int(),
      upstreams: z.record(z.string(), z.string()),
    }),
  })
  .meta({ id: 'PeerHealth' });

export const problem = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
    fields: z.record(z.string(), z.string()).optional().describe('What is wrong with single fields of the input.'),
  })
  .meta({ id: 'Problem', description: 'What went wrong, in one sentence, and the next step.' });
