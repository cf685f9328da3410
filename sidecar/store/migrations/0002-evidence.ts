import type { Migration } from './types.ts';

/** What measures us: hold-outs apart, what breaks cost, how often what was left out was asked for after all. */
export const evidence = {
  id: '0002-evidence',
  sql: `
ALTER TABLE conversations ADD COLUMN held_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE originals ADD COLUMN made_by TEXT NOT NULL DEFAULT '';

CREATE TABLE breaks (
  hour INTEGER NOT NULL,
  cause TEXT NOT NULL,
  count INTEGER NOT NULL,
  usd REAL NOT NULL,
  PRIMARY KEY (hour, cause)
) STRICT, WITHOUT ROWID;

CREATE TABLE trust (
  compressor TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  edits REAL NOT NULL,
  recalls REAL NOT NULL,
  reruns REAL NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const satisfies Migration;
