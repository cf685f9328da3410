import { z } from 'zod';
import type { Change } from '../../contract/changes.ts';
import { answerJson } from '../errors.ts';
import type { Route } from '../types.ts';

const change = z
  .strictObject({
    kind: z.enum(['process', 'service', 'client', 'mcp', 'hook', 'account', 'data']),
    what: z.string(),
    paths: z.array(z.string()).readonly(),
    exists: z.boolean(),
    bytes: z.number().nullable(),
  })
  .meta({ id: 'Change' }) satisfies z.ZodType<Change>;

export const changes = {
  id: 'changes',
  method: 'get',
  path: '/api/v1/changes',
  access: 'token',
  summary: 'Everything that Headroom has put on this computer, as `headroom uninstall` lists and removes it.',
  answer: z.strictObject({ changes: z.array(change).readonly() }),
  handle: async ({ deps }) => answerJson({ changes: (await deps.changes?.()) ?? [] }),
} as const satisfies Route;
