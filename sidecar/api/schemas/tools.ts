import { z } from 'zod';
import type { ToolProgress, ToolResult, ToolRow } from '../../contract/tools.ts';

const size = z.int().nonnegative();

export const toolProgress = z
  .strictObject({
    tool: z.string(),
    phase: z.enum(['download', 'check', 'done', 'failed']),
    doneBytes: size,
    totalBytes: size,
    bytesPerSecond: z.number().nullable(),
    etaSeconds: z.number().nullable(),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({
    id: 'ToolProgress',
    description: 'Also the data of the event `tool` of /api/v1/events.',
  }) satisfies z.ZodType<ToolProgress>;

export const toolRow = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    summary: z.string(),
    homepage: z.string(),
    licence: z.string(),
    version: z.string().describe('The version that is pinned.'),
    edition: z.string(),
    state: z.enum(['absent', 'current', 'outdated', 'damaged', 'unsupported']),
    installed: z
      .strictObject({ version: z.string(), path: z.string(), bytes: size, installedAt: z.number() })
      .nullable(),
    previous: z.string().nullable().describe('The version that rollback brings back.'),
    downloads: z.array(z.strictObject({ url: z.string(), bytes: size, sha256: z.string() })),
    writes: z.array(z.string()).readonly(),
    progress: toolProgress.nullable().describe('What goes on, or why it failed last.'),
  })
  .meta({
    id: 'Tool',
    description: 'A program of others that can be installed on request.',
  }) satisfies z.ZodType<ToolRow>;

export const toolResult = z
  .strictObject({
    id: z.string(),
    outcome: z.enum(['installed', 'updated', 'repaired', 'rolled-back', 'removed', 'intact', 'unchanged']),
    version: z.string().nullable(),
    path: z.string().nullable(),
  })
  .meta({ id: 'ToolResult' }) satisfies z.ZodType<ToolResult>;
