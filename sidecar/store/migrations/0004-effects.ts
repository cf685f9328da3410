import type { Migration } from './types.ts';

/** What each compressor did, hour by hour, and how often its work was not enough for the reader. */
export const effects = {
  id: '0004-effects',
  sql: `
CREATE TABLE effects (
  hour INTEGER NOT NULL,
  compressor TEXT NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  shortened INTEGER NOT NULL DEFAULT 0,
  lossy INTEGER NOT NULL DEFAULT 0,
  tokens_before INTEGER NOT NULL DEFAULT 0,
  tokens_removed INTEGER NOT NULL DEFAULT 0,
  tokens_not_sent INTEGER NOT NULL DEFAULT 0,
  saved_usd REAL NOT NULL DEFAULT 0,
  error_usd REAL NOT NULL DEFAULT 0,
  unpriced INTEGER NOT NULL DEFAULT 0,
  recalls INTEGER NOT NULL DEFAULT 0,
  reruns INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hour, compressor)
) STRICT, WITHOUT ROWID;
`,
} as const satisfies Migration;
