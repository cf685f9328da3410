import type { Migration } from './types.ts';

/** Why the cache broke, exchange by exchange; of older exchanges only the sums per conversation are known. */
export const breakCauses = {
  id: '0003-break-causes',
  sql: 'ALTER TABLE exchanges ADD COLUMN break_cause TEXT;',
} as const satisfies Migration;
