import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../contract/errors.ts';
import { makeDirectory } from '../machine/index.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/types.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that mean something to us. */
const codes = {
  busy: 5,
  locked: 6,
  readonly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
} as const;

/** Milliseconds to wait for another process that writes. */
const busyMs = 1000;
/** Larger ledgers are not read through at start. */
const checkBytes = 64 * 1024 * 1024;

/** What kind of trouble an error of the database is; null for a defect (a wrong statement, a broken constraint). */
export type Trouble = 'locked' | 'corrupt' | 'full' | 'denied';

/** Sorts an error by what can be done about it. */
export function readTrouble(error: unknown): Trouble | null {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') {
    switch (errcode & 0xff) {
      case codes.busy:
      case codes.locked:
        return 'locked';
      case codes.corrupt:
      case codes.notDatabase:
        return 'corrupt';
      case codes.full:
      case codes.io:
        return 'full';
      case codes.readonly:
      case codes.cannotOpen:
        return 'denied';
    }
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO' || code === 'EFBIG') return 'full';
  // Whatever else the system has against it – rights, a file in the way, a drive that is gone – it cannot be written there.
  return typeof code === 'string' && 'syscall' in (error as object) ? 'denied' : null;
}

/** Where the ledger of a home lies. */
export function ledgerPath(home: string): string {
  return join(home, 'ledger.db');
}

/**
 * Opens the ledger, made if it is missing (0600 in a directory 0700), and brings its schema up to date.
 * @param home null: in memory, nothing on disk.
 * @throws the database's or the system's error, see {@link readTrouble}; AppError store.denied when the ledger is of a newer version.
 */
export function openLedger(home: string | null): DatabaseSync {
  if (home !== null) {
    makeDirectory(home);
    // SQLite gives its own files (-wal, -shm) the rights of the database.
    closeSync(openSync(ledgerPath(home), 'a', 0o600));
  }
  const db = new DatabaseSync(home === null ? ':memory:' : ledgerPath(home), { timeout: busyMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    if (home !== null && statSync(ledgerPath(home)).size <= checkBytes) checkIntegrity(db);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkIntegrity(db: DatabaseSync): void {
  const row = db.prepare('PRAGMA quick_check(1)').get();
  const verdict = row === undefined ? 'no answer' : String(Object.values(row)[0]);
  if (verdict !== 'ok') throw Object.assign(new Error(verdict), { errcode: codes.corrupt });
}

function migrate(db: DatabaseSync, list: readonly Migration[]): void {
  const version = readVersion(db);
  if (version === list.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    const from = readVersion(db);
    if (from > list.length) {
      throw new AppError('store.denied', `The ledger was written by a newer Headroom (version ${from}).`, {
        hint: 'Update this Headroom, or move ledger.db away to start a fresh one.',
      });
    }
    for (const migration of list.slice(from)) db.exec(migration.sql);
    db.exec(`PRAGMA user_version = ${list.length}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/**
 * Moves a damaged ledger out of the way, with its side files.
 * @returns the name of the moved file. @throws the system's error when it cannot be moved.
 */
export function moveAside(home: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = `ledger-corrupt-${stamp}.db`;
  for (const suffix of ['', '-wal', '-shm']) {
    const from = `${ledgerPath(home)}${suffix}`;
    if (existsSync(from)) renameSync(from, join(home, `${name}${suffix}`));
  }
  return name;
}
