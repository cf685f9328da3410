import type { Migration } from './types.ts';

/** Columns that exchanges, rollups and conversations sum up alike. */
const sums = `
  fresh INTEGER NOT NULL DEFAULT 0,
  write5m INTEGER NOT NULL DEFAULT 0,
  write1h INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  output INTEGER NOT NULL DEFAULT 0,
  actual_usd REAL NOT NULL DEFAULT 0,
  shadow_usd REAL NOT NULL DEFAULT 0,
  error_usd REAL NOT NULL DEFAULT 0,
  unpriced INTEGER NOT NULL DEFAULT 0,
  estimated INTEGER NOT NULL DEFAULT 0`;

export const ledger = {
  id: '0001-ledger',
  sql: `
CREATE TABLE exchanges (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  project TEXT NOT NULL,
  client TEXT NOT NULL,
  provider TEXT NOT NULL,
  dialect TEXT NOT NULL,
  model TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  status INTEGER NOT NULL,
  treatment TEXT NOT NULL,
  fault TEXT,
  streamed INTEGER NOT NULL,
  bytes_in INTEGER NOT NULL,
  bytes_sent INTEGER NOT NULL,
  bytes_out INTEGER NOT NULL,
  tokens_before INTEGER NOT NULL,
  tokens_after INTEGER NOT NULL,
  added_ms REAL NOT NULL,
  first_byte_ms REAL,
  total_ms REAL NOT NULL,
  edited_segments INTEGER NOT NULL,
  tokens_not_sent INTEGER NOT NULL,
  tokens_removed_once INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  priced INTEGER NOT NULL,${sums}
) STRICT;
CREATE INDEX exchanges_at ON exchanges (at);
CREATE INDEX exchanges_conversation ON exchanges (conversation, id);

CREATE TABLE details (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX details_at ON details (at);

CREATE TABLE rollups (
  hour INTEGER NOT NULL,
  model TEXT NOT NULL,
  client TEXT NOT NULL,
  requests INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  failed_open INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  tokens_not_sent INTEGER NOT NULL,
  tokens_removed_once INTEGER NOT NULL,${sums},
  PRIMARY KEY (hour, model, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE latencies (
  hour INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  conversation TEXT PRIMARY KEY,
  client TEXT NOT NULL DEFAULT '',
  project TEXT NOT NULL DEFAULT '',
  model TEXT NOT NULL DEFAULT '',
  turns INTEGER NOT NULL DEFAULT 0,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,${sums},
  breaks_ours INTEGER NOT NULL DEFAULT 0,
  breaks_client INTEGER NOT NULL DEFAULT 0,
  breaks_ttl INTEGER NOT NULL DEFAULT 0,
  breaks_model INTEGER NOT NULL DEFAULT 0,
  breaks_provider INTEGER NOT NULL DEFAULT 0,
  memory TEXT,
  state TEXT
) STRICT;
CREATE INDEX conversations_last ON conversations (last_at);

CREATE TABLE calibrations (
  model TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE originals (
  id TEXT PRIMARY KEY,
  used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE original_uses (
  id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  PRIMARY KEY (id, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX original_uses_conversation ON original_uses (conversation);
`,
} as const satisfies Migration;
