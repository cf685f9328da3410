import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { makeDirectory } from '../machine/index.ts';

/** Remembered work of the engine. Everything in it can be made again: any trouble with the file means "not remembered". */
export interface Memo {
  /** The value under a key, or null. Never throws. */
  get(key: string): string | null;
  /** Notes a value; written later, many at once, by {@link flush}. */
  put(key: string, value: string): void;
  /** Writes what was noted. Never throws; what cannot be written is forgotten. @returns false when there was such. */
  flush(): boolean;
  close(): void;
}

/** Entries beyond this are dropped, oldest first, when the memo is opened: about 100 MB of shortened texts. */
const MOST_ENTRIES = 50_000;
/** Milliseconds to wait for another engine process that writes. */
const BUSY_MS = 20;

/**
 * Opens a memo, made if it is missing (0600). A damaged file is replaced.
 * @param path null: nothing is remembered
 */
export function openMemo(path: string | null): Memo {
  if (path === null) return forgetful;
  let db = tryOpen(path);
  if (db === null) {
    discard(path);
    db = tryOpen(path);
  }
  return db === null ? forgetful : new SqliteMemo(db);
}

const forgetful: Memo = { get: () => null, put: () => {}, flush: () => false, close: () => {} };

class SqliteMemo implements Memo {
  private readonly db: DatabaseSync;
  private readonly select: StatementSync;
  private readonly insert: StatementSync;
  private waiting: [string, string][] = [];

  constructor(db: DatabaseSync) {
    this.db = db;
    this.select = db.prepare('SELECT value FROM memo WHERE key = ?');
    this.insert = db.prepare('INSERT OR REPLACE INTO memo (key, value) VALUES (?, ?)');
  }

  get(key: string): string | null {
    return attempt(() => {
      const row = this.select.get(key);
      return typeof row?.value === 'string' ? row.value : null;
    });
  }

  put(key: string, value: string): void {
    this.waiting.push([key, value]);
  }

  flush(): boolean {
    const entries = this.waiting;
    if (entries.length === 0) return true;
    this.waiting = [];
    const written = attempt(() => {
      this.db.exec('BEGIN IMMEDIATE');
      for (const entry of entries) this.insert.run(...entry);
      this.db.exec('COMMIT');
      return true;
    });
    // A transaction that failed half-way would make every later one fail.
    if (written === null && this.db.isTransaction) attempt(() => this.db.exec('ROLLBACK'));
    return written ?? false;
  }

  close(): void {
    this.flush();
    attempt(() => this.db.close());
  }
}

function tryOpen(path: string): DatabaseSync | null {
  return attempt(() => {
    makeDirectory(dirname(path));
    // SQLite gives its own files (-wal, -shm) the rights of the database.
    closeSync(openSync(path, 'a', 0o600));
    const db = new DatabaseSync(path, { timeout: BUSY_MS });
    // Losing the newest entries in a power failure costs a millisecond of work each.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;');
    db.exec('CREATE TABLE IF NOT EXISTS memo (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)');
    db.exec(`DELETE FROM memo WHERE id <= (SELECT max(id) FROM memo) - ${MOST_ENTRIES}`);
    return db;
  });
}

function discard(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) attempt(() => rmSync(path + suffix, { force: true }));
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null; // locked, full, damaged, read-only: the engine works without a memo
  }
}
