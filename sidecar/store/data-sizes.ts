import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { DataSizes } from '../contract/data.ts';
import { AppError } from '../contract/errors.ts';
import { ledgerPath, openLedger, readTrouble } from './open.ts';
import { listOriginals } from './originals.ts';
import { listStudies, sumStudies } from './study-files.ts';

/** How much is kept in a home. The ledger may be in use meanwhile. @throws AppError store.* */
export function measureData(home: string): DataSizes {
  const files = listOriginals(join(home, 'originals'));
  const bytesOf = (name: string): number =>
    ['', '-wal', '-shm'].reduce((sum, suffix) => sum + sizeOf(join(home, name + suffix)), 0);
  const counted = withLedger(home, (db) => ({
    exchanges: count(db, 'SELECT count(*) AS n FROM exchanges'),
    conversations: count(db, 'SELECT count(*) AS n FROM conversations WHERE turns > 0'),
    oldestAt: db.prepare('SELECT min(at) AS at FROM exchanges').get()?.at,
  }));
  return {
    exchanges: counted?.exchanges ?? 0,
    conversations: counted?.conversations ?? 0,
    oldestAt: typeof counted?.oldestAt === 'number' ? counted.oldestAt : null,
    ledgerBytes: bytesOf('ledger.db'),
    originals: files.length,
    originalsBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    indexBytes: bytesOf('search.db'),
    memoBytes: bytesOf('memo.db'),
    ...sumStudies(listStudies(home)),
    logBytes: sizeOfAll(join(home, 'logs')),
  };
}

/**
 * Opens the ledger of a home for one piece of work beside whoever else uses it. Null when there is none.
 * @throws AppError store.locked, store.corrupt, store.full or store.denied
 */
export function withLedger<T>(home: string, work: (db: DatabaseSync) => T): T | null {
  if (!existsSync(ledgerPath(home))) return null;
  try {
    const db = openLedger(home);
    try {
      return work(db);
    } finally {
      db.close();
    }
  } catch (error) {
    throw explainTrouble(error);
  }
}

/** An error of the database as a person can understand it; anything else as it is. */
export function explainTrouble(error: unknown): unknown {
  const kind = readTrouble(error);
  if (kind === null) return error;
  const words = {
    locked: ['The ledger is busy.', 'Try again in a moment.'],
    corrupt: ['The ledger is damaged.', 'The next start of Headroom moves it aside and begins a new one.'],
    full: ['The disk is full, or cannot be written.', 'Make some room and try again.'],
    denied: ['The ledger cannot be opened.', 'Check the rights of the Headroom home.'],
  } as const;
  const [message, hint] = words[kind];
  return new AppError(`store.${kind}`, message, { hint, cause: error });
}

export function count(db: DatabaseSync, sql: string, ...args: (string | number)[]): number {
  return Number(db.prepare(sql).get(...args)?.n ?? 0);
}

/** Of the files of a directory; 0 where there is none. */
function sizeOfAll(directory: string): number {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return 0;
  return readdirSync(directory).reduce((sum, name) => sum + sizeOf(join(directory, name)), 0);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
