import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { DataDeletion, DataSelection } from '../contract/data.ts';
import { breakCauses } from '../contract/exchange.ts';
import { formatCount } from '../lib/counts.ts';
import { count, withLedger } from './data-sizes.ts';
import { listOriginals, removeOriginal } from './originals.ts';
import { indexOriginals } from './originals-search.ts';
import { pickStudies, removeStudies } from './study-files.ts';
import { sumNames } from './writer.ts';

const dayMs = 86_400_000;
/** A conversation that was active this recently may go on: what its next request needs stays, as in sweep.ts. */
const ALIVE_MS = dayMs;

export interface DeleteOptions {
  readonly home: string;
  readonly selection: DataSelection;
  /** Only counts. */
  readonly dryRun: boolean;
  readonly now: number;
}

interface Picked {
  readonly deletion: Omit<DataDeletion, 'kept' | 'studies'>;
  readonly ids: readonly string[];
  /** Meant, but used by a conversation that may go on. */
  readonly spared: number;
  readonly alive: number;
}

/**
 * Deletes what was recorded. What a conversation of the last day is held to, and the originals that it carries, stay: without
 * them its next request would come out differently and the provider would bill all of it anew.
 * @throws AppError store.*
 */
export async function deleteData({ home, selection, dryRun, now }: DeleteOptions): Promise<DataDeletion> {
  const dir = join(home, 'originals');
  const picked = withLedger(home, (db) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const found = deleteRows(db, dir, selection, now);
      db.exec(dryRun ? 'ROLLBACK' : 'COMMIT');
      return found;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
  const reports = pickStudies(home, selection, now);
  if (!dryRun) removeStudies(reports);
  const studies = reports.length;
  if (picked === null) return { exchanges: 0, conversations: 0, originals: 0, originalsBytes: 0, studies, kept: [] };
  if (!dryRun) {
    for (const id of picked.ids) removeOriginal(dir, id);
    await indexOriginals(home);
    giveBack(home);
  }
  return { ...picked.deletion, studies, kept: tellKept(picked, selection) };
}

function deleteRows(db: DatabaseSync, dir: string, selection: DataSelection, now: number): Picked {
  const alive = now - ALIVE_MS;
  const [where, value] = makeCondition(selection, now);
  const values = value === undefined ? [] : [value];
  const exchanges = count(db, `SELECT count(*) AS n FROM exchanges WHERE ${where}`, ...values);
  db.exec('CREATE TEMP TABLE touched (conversation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  db.prepare(`INSERT OR IGNORE INTO touched SELECT conversation FROM exchanges WHERE ${where}`).run(...values);
  db.prepare(`DELETE FROM details WHERE id IN (SELECT id FROM exchanges WHERE ${where})`).run(...values);
  db.prepare(`DELETE FROM exchanges WHERE ${where}`).run(...values);
  if (selection.kind === 'all')
    db.exec('INSERT OR IGNORE INTO touched SELECT conversation FROM conversations WHERE turns > 0');
  // Those of which anything is left keep their sums.
  db.exec(
    'DELETE FROM touched WHERE EXISTS (SELECT 1 FROM exchanges WHERE exchanges.conversation = touched.conversation)',
  );
  const conversations = count(db, "SELECT count(*) AS n FROM touched WHERE conversation <> ''");
  const kept = count(
    db,
    'SELECT count(*) AS n FROM conversations JOIN touched USING (conversation) WHERE last_at >= ?',
    alive,
  );
  // Of a project goes what its conversations alone carried; outputs of commands belong to none.
  db.exec('CREATE TEMP TABLE freed (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  db.prepare(`INSERT OR IGNORE INTO freed SELECT original_uses.id FROM original_uses JOIN touched USING (conversation)
    JOIN conversations USING (conversation) WHERE last_at < ?`).run(alive);
  const causes = breakCauses.map((cause) => `breaks_${cause}`);
  const sums = ['turns', ...sumNames, ...causes].map((name) => `${name} = 0`).join();
  db.prepare('DELETE FROM conversations WHERE last_at < ? AND conversation IN (SELECT conversation FROM touched)').run(
    alive,
  );
  db.exec(
    `UPDATE conversations SET client = '', project = '', model = '', ${sums} WHERE conversation IN (SELECT conversation FROM touched)`,
  );
  if (selection.kind === 'all')
    for (const table of ['details', 'rollups', 'latencies', 'breaks', 'effects', 'calibrations', 'trust'])
      db.exec(`DELETE FROM ${table}`);
  const originals = pickOriginals(db, dir, selection, now);
  db.exec('DROP TABLE touched; DROP TABLE freed;');
  return {
    deletion: { exchanges, conversations, ...originals.sums },
    ids: originals.ids,
    spared: originals.spared,
    alive: kept,
  };
}

/** Originals that nobody needs any more: carried by no conversation that is left, or only by old ones. */
function pickOriginals(db: DatabaseSync, dir: string, selection: DataSelection, now: number) {
  db.exec('DELETE FROM original_uses WHERE conversation NOT IN (SELECT conversation FROM conversations)');
  const uses = new Map<string, number>();
  for (const { id, at } of db
    .prepare(`SELECT original_uses.id AS id, max(last_at) AS at FROM original_uses
      JOIN conversations USING (conversation) GROUP BY original_uses.id`)
    .iterate())
    uses.set(String(id), Number(at));
  const freed = new Set(
    db
      .prepare('SELECT id FROM freed')
      .all()
      .map(({ id }) => String(id)),
  );
  const before = selection.kind === 'older' ? now - selection.days * dayMs : Number.POSITIVE_INFINITY;
  const ids: string[] = [];
  let originalsBytes = 0;
  let spared = 0;
  for (const { id, bytes, usedAt } of listOriginals(dir)) {
    const at = uses.get(id);
    if (selection.kind === 'project' && (at !== undefined || !freed.has(id))) continue;
    const lastAt = Math.max(at ?? 0, usedAt);
    if (selection.kind === 'older' && lastAt >= before) continue;
    if (lastAt >= now - ALIVE_MS) {
      spared++;
      continue;
    }
    ids.push(id);
    originalsBytes += bytes;
  }
  const forget = db.prepare('DELETE FROM originals WHERE id = ?');
  const forgetUses = db.prepare('DELETE FROM original_uses WHERE id = ?');
  for (const id of ids) {
    forget.run(id);
    forgetUses.run(id);
  }
  return { ids, spared, sums: { originals: ids.length, originalsBytes } };
}

function makeCondition(selection: DataSelection, now: number): [string, (string | number)?] {
  switch (selection.kind) {
    case 'all':
      return ['1'];
    case 'older':
      return ['at < ?', Math.round(now - selection.days * dayMs)];
    case 'project':
      return ['project = ?', selection.project];
  }
}

function tellKept({ alive, spared }: Picked, selection: DataSelection): readonly string[] {
  const kept: string[] = [];
  if (selection.kind !== 'all') kept.push('Sums per hour, model and client stay; they name no project and no text.');
  if (alive > 0 || spared > 0)
    kept.push(
      `What ${formatCount(alive, 'conversation of the last day is', 'conversations of the last day are')} held to and ${formatCount(spared, 'original')} that may be needed there stay for a day, so that nothing is billed anew.`,
    );
  if (selection.kind === 'all') kept.push('headroom uninstall removes everything at once.');
  return kept;
}

/** Gives the room of deleted rows back to the disk. Somebody who reads meanwhile keeps it from being done: the next sweep of the file will. */
function giveBack(home: string): void {
  try {
    withLedger(home, (db) => db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);'));
  } catch {
    // busy or full: the rows are gone all the same, their room is used again
  }
}
