import type { DatabaseSync } from 'node:sqlite';
import { listOriginals, removeLeftovers, removeOriginal } from './originals.ts';

const dayMs = 86_400_000;
/** An original of a conversation that was active this recently stays, whatever the size cap says. */
const protectMs = dayMs;

/** What is kept for how long. */
export interface Retention {
  readonly originalsCapBytes: number;
  readonly originalsIdleDays: number;
  /** Rows of exchanges and conversations; sums per hour are kept for ever. */
  readonly exchangeDays: number;
  /** Segments of exchanges. */
  readonly detailDays: number;
}

/** What a sweep did, for health. */
export interface Swept {
  readonly removed: number;
  readonly bytes: number;
  /** Set when the cap could not be kept because the originals are in use. */
  readonly overCap: boolean;
}

/** Deletes what is old. Files first, rows after: a row without a file is harmless, a file without a row is found again. */
export function sweep(db: DatabaseSync, dir: string | null, retention: Retention, now: number): Swept {
  const old = (days: number): number => Math.round(now - days * dayMs);
  db.prepare('DELETE FROM details WHERE at < ?').run(old(retention.detailDays));
  db.prepare('DELETE FROM exchanges WHERE at < ?').run(old(retention.exchangeDays));
  db.prepare('DELETE FROM conversations WHERE last_at < ?').run(old(retention.exchangeDays));
  // A provider's cache entry lives an hour at most; the tips in the state still explain a late return.
  db.prepare('UPDATE conversations SET state = NULL WHERE state IS NOT NULL AND last_at < ?').run(old(7));
  return dir === null ? { removed: 0, bytes: 0, overCap: false } : sweepOriginals(db, dir, retention, now);
}

function sweepOriginals(db: DatabaseSync, dir: string, retention: Retention, now: number): Swept {
  removeLeftovers(dir, now - dayMs);
  const lastUse = readLastUses(db);
  const files = listOriginals(dir)
    .map((file) => ({ ...file, usedAt: Math.max(file.usedAt, lastUse.get(file.id) ?? 0) }))
    .sort((a, b) => a.usedAt - b.usedAt);
  let total = files.reduce((sum, file) => sum + file.bytes, 0);
  let removed = 0;
  let bytes = 0;
  for (const file of files) {
    const idle = file.usedAt < now - retention.originalsIdleDays * dayMs;
    const tooMuch = total > retention.originalsCapBytes && file.usedAt < now - protectMs;
    if (!idle && !tooMuch) continue;
    if (!removeOriginal(dir, file.id)) continue;
    removed += 1;
    bytes += file.bytes;
    total -= file.bytes;
    lastUse.delete(file.id);
    forget(db, file.id);
  }
  const present = new Set(files.map((file) => file.id));
  for (const id of lastUse.keys()) if (!present.has(id)) forget(db, id);
  return { removed, bytes, overCap: total > retention.originalsCapBytes };
}

/** Last use of each noted original: its own, or that of the newest conversation that carries it. */
function readLastUses(db: DatabaseSync): Map<string, number> {
  const rows = db
    .prepare(`SELECT originals.id AS id, max(used_at, coalesce(max(conversations.last_at), 0)) AS used
      FROM originals LEFT JOIN original_uses ON original_uses.id = originals.id
      LEFT JOIN conversations ON conversations.conversation = original_uses.conversation
      GROUP BY originals.id`)
    .all();
  return new Map(rows.map((row) => [String(row.id), Number(row.used)]));
}

function forget(db: DatabaseSync, id: string): void {
  db.prepare('DELETE FROM originals WHERE id = ?').run(id);
  db.prepare('DELETE FROM original_uses WHERE id = ?').run(id);
}
