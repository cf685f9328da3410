import { z } from 'zod';
import type { Removal } from '../../contract/changes.ts';
import { answerJson, notFound } from '../errors.ts';
import { problem } from '../schemas/health.ts';
import type { Route } from '../types.ts';

const removal = z
  .strictObject({ removed: z.array(z.string()).readonly(), left: z.array(z.string()).readonly() })
  .meta({ id: 'Removal' }) satisfies z.ZodType<Removal>;

export const uninstall = {
  id: 'uninstall',
  method: 'post',
  path: '/api/v1/uninstall',
  access: 'token',
  summary:
    'Give the clients their own settings back; a process of its own then ends this one and removes the rest, as `headroom uninstall --yes` does.',
  answer: removal,
  others: { 404: problem },
  handle: async ({ deps }) => {
    if (deps.uninstall === undefined) throw notFound('uninstallation in this sidecar');
    return answerJson(await deps.uninstall());
  },
} as const satisfies Route;
