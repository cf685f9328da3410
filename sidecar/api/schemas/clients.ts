import { z } from 'zod';
import type { ClientFinding, ClientPlan, ClientResult, ClientRow } from '../../contract/clients.ts';

const state = z.enum(['connected', 'paused', 'disconnected', 'conflict', 'not-installed']);
const how = z.enum(['files', 'steps']);
const texts = z.array(z.string()).readonly();

export const finding = z
  .strictObject({
    level: z.enum(['ok', 'warning', 'broken']),
    message: z.string(),
    hint: z.string().nullable(),
  })
  .meta({ id: 'ClientFinding' }) satisfies z.ZodType<ClientFinding>;

export const client = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state,
    how,
    installed: z.boolean(),
    version: z.string().nullable(),
    program: z.string().nullable(),
    lastSeenAt: z.number().nullable(),
    findings: z.array(finding).readonly(),
  })
  .meta({ id: 'Client', description: 'A coding client of this computer.' }) satisfies z.ZodType<ClientRow>;

export const change = z
  .strictObject({
    file: z.string(),
    kind: z.enum(['create', 'change', 'delete']),
    diff: z.string().describe('Unified; values of keys that look like secrets are masked.'),
    values: z.array(z.strictObject({ path: z.string(), value: z.string(), why: z.string() })).readonly(),
  })
  .meta({ id: 'FileChange' });

export const plan = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state,
    how,
    changes: z.array(change).readonly(),
    notes: texts,
    steps: texts,
    upstreams: texts,
  })
  .meta({ id: 'ClientPlan', description: 'What connecting would do.' }) satisfies z.ZodType<ClientPlan>;

export const result = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    outcome: z.enum(['connected', 'disconnected', 'paused', 'resumed', 'unchanged', 'steps', 'failed']),
    dryRun: z.boolean(),
    changes: z.array(change).readonly(),
    notes: texts,
    steps: texts,
    left: texts.describe('Values that somebody changed since; they stay.'),
    backups: texts,
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'ClientResult', description: 'How it went with one client.' }) satisfies z.ZodType<ClientResult>;
