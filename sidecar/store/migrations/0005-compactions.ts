import type { Migration } from './types.ts';

/** Compactions of a client are told apart from its other changes; older ones stay counted among those. */
export const compactions = {
  id: '0005-compactions',
  sql: 'ALTER TABLE conversations ADD COLUMN breaks_compaction INTEGER NOT NULL DEFAULT 0;',
} as const satisfies Migration;
