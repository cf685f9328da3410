import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createAccounting } from '../../../../sidecar/analytics/index.ts';
import { openLedger } from '../../../../sidecar/store/open.ts';
import { createOriginals } from '../../../../sidecar/store/originals.ts';
import { createWriter } from '../../../../sidecar/store/writer.ts';
import { makeExchange } from '../../analytics/make-exchange.ts';

const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
const segment = {
  ...{ index: 0, tool: 'Bash', command: 'list', path: '', by: ['json'], reason: null, tokensBefore: 90 },
  ...{ tokensAfter: 9, lossy: { unit: 'rows', shown: 1, total: 9 }, isNew: true },
};

export interface Turn {
  readonly conversation: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly project?: string;
  /** Text that was left out; its original is stored and was last used then. */
  readonly text?: string;
}

/** Records turns in the ledger of a home, as the sidecar does. @returns ids of the originals, in order */
export function fillLedger(home: string, turns: readonly Turn[]): string[] {
  mkdirSync(home, { recursive: true });
  const db = openLedger(home);
  const originals = createOriginals(join(home, 'originals'));
  const writer = createWriter(db);
  const ids = turns.map(({ conversation, at, project = '', text }) => {
    const id = text === undefined ? null : (originals.put(text)?.id ?? null);
    if (id !== null) utimesSync(originals.path(id), new Date(at), new Date(at));
    const segments = id === null ? [] : [{ ...segment, originalId: id }];
    const exchange = makeExchange({ at, conversation, project, segments });
    writer.write({ kind: 'exchange', pending: { exchange, billed: accounting.bill(exchange) } });
    return id ?? '';
  });
  db.close();
  return ids;
}

/** Rows of a table in a fixed order, as plain values. */
export function readTable(home: string, table: string): unknown[] {
  const db = openLedger(home);
  const rows = db
    .prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)
    .all()
    .map((row) => ({ ...row }));
  db.close();
  return rows;
}
