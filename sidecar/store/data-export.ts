import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { explainTrouble } from './data-sizes.ts';
import { ledgerPath, openLedger } from './open.ts';
import { createOriginals, listOriginals } from './originals.ts';
import { hourMs } from './writer.ts';

/**
 * The first line of an export; one JSON object per line follows, each with its kind: exchange, detail, rollup, break,
 * effect, original, and end as the last, by which a file that was cut off is known.
 */
export interface ExportHead {
  readonly kind: 'headroom-export';
  /** Of the schema, see migrations/: an older Headroom does not read a newer one. */
  readonly schema: number;
  /** ms since the epoch. */
  readonly at: number;
}

export interface ExportOptions {
  readonly home: string;
  /** Exchanges that arrived since, ms since the epoch; 0: all. */
  readonly sinceMs: number;
  /** Also the texts that were left out of requests. */
  readonly originals: boolean;
  readonly now: number;
}

/** Characters that are given at once. */
const CHUNK = 64 * 1024;

/**
 * Everything that is recorded as text, lines with their ends, some of them at a time: nothing is held but what is given. It
 * sees the ledger as it is at the start, and whoever writes meanwhile is not held up. What only matters on this computer
 * (what a conversation is held to) stays here.
 * @throws AppError store.*
 */
export function* exportData(options: ExportOptions): Generator<string> {
  let db: DatabaseSync | null = null;
  try {
    db = existsSync(ledgerPath(options.home)) ? openLedger(options.home) : openLedger(null);
    db.exec('BEGIN');
    let chunk = '';
    let lines = 0;
    for (const line of listLines(db, options)) {
      lines++;
      chunk += `${JSON.stringify(line)}\n`;
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = '';
    }
    yield `${chunk}${JSON.stringify({ kind: 'end', lines })}\n`;
  } catch (error) {
    throw explainTrouble(error);
  } finally {
    db?.close();
  }
}

function* listLines(db: DatabaseSync, { home, sinceMs, originals, now }: ExportOptions): Generator<object> {
  const schema = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  yield { kind: 'headroom-export', schema, at: now } satisfies ExportHead;
  for (const row of db.prepare('SELECT * FROM exchanges WHERE at >= ? ORDER BY id').iterate(sinceMs))
    yield { kind: 'exchange', row };
  for (const { id, at, body } of db.prepare('SELECT * FROM details WHERE at >= ? ORDER BY id').iterate(sinceMs))
    yield { kind: 'detail', row: { id, at, body: Buffer.from(body as Uint8Array).toString('base64') } };
  // Sums of hours whose exchanges are no longer here; all others are made anew from the exchanges.
  const oldest = Number(db.prepare('SELECT min(at) AS at FROM exchanges').get()?.at ?? Number.MAX_SAFE_INTEGER);
  const hours = [Math.floor(sinceMs / hourMs), Math.floor(oldest / hourMs)] as const;
  for (const row of db.prepare('SELECT * FROM rollups WHERE hour >= ? AND hour < ?').iterate(...hours))
    yield { kind: 'rollup', row };
  for (const row of db.prepare('SELECT * FROM breaks WHERE hour >= ?').iterate(hours[0])) yield { kind: 'break', row };
  for (const row of db.prepare('SELECT * FROM effects WHERE hour >= ?').iterate(hours[0]))
    yield { kind: 'effect', row };
  if (originals) yield* listTexts(db, home);
}

function* listTexts(db: DatabaseSync, home: string): Generator<object> {
  const dir = join(home, 'originals');
  const store = createOriginals(dir);
  const madeBy = db.prepare('SELECT made_by FROM originals WHERE id = ?');
  for (const { id, usedAt } of listOriginals(dir)) {
    const text = store.get(id);
    if (text === null) continue;
    const by = String(madeBy.get(id)?.made_by ?? '');
    yield { kind: 'original', row: { id, used_at: Math.round(usedAt), made_by: by, text } };
  }
}
