import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { OriginalHit, OriginalHits } from '../contract/originals.ts';
import { digest } from '../lib/hash.ts';
import { makeDirectory } from '../machine/index.ts';
import { readTrouble } from './open.ts';
import { attempt, originalIdOf } from './originals.ts';
import { findLines, makeMatch, readWords } from './search-words.ts';

/** Of a longer original only its beginning is indexed: reading it must fit into the ledger thread's memory. Bytes. */
export const MAX_INDEXED_BYTES = 8 * 1024 * 1024;
/** Best and further lines of a hit. */
const MAX_LINES = 5;
/** Milliseconds of one transaction; others who index wait so long at most, and the thread it runs in is free again. */
const SLICE_MS = 50;
/** Milliseconds to wait for another process that writes. */
const BUSY_MS = 250;
/** Raised with every change of the tables below: an index of another version is made anew. */
const VERSION = 1;

const schema = `
  DROP TABLE IF EXISTS files; DROP TABLE IF EXISTS words;
  CREATE TABLE files (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL,
    stored_at INTEGER NOT NULL, is_cut INTEGER NOT NULL);
  CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2");
  PRAGMA user_version = ${VERSION};`;

/** What {@link SearchIndex.catchUp} came to. */
export type Progress = 'done' | 'more' | 'busy';

/**
 * The words of the stored originals (SQLite FTS5, without the texts: those are the files). Everything in it can be made
 * again. Several processes may use one at once. Methods throw the database's error, see {@link readTrouble}.
 */
export class SearchIndex {
  private readonly db: DatabaseSync;
  private readonly dir: string;
  /** Files that are damaged or not ours to read: not tried again by this index. */
  private readonly unreadable = new Set<string>();
  private work: { readonly gone: readonly string[]; readonly fresh: readonly string[] } | null = null;

  constructor(db: DatabaseSync, dir: string) {
    this.db = db;
    this.dir = dir;
  }

  /** Takes in what is new, the newest first, and drops what is gone, for one slice of time. */
  catchUp(sliceMs = SLICE_MS): Progress {
    this.work ??= this.findWork();
    const { gone, fresh } = this.work;
    if (gone.length === 0 && fresh.length === 0) {
      this.work = null;
      return 'done';
    }
    const until = performance.now() + sliceMs;
    try {
      this.db.exec('BEGIN IMMEDIATE');
      const dropped = this.drop(gone, until);
      const taken = dropped < gone.length ? 0 : this.take(fresh, until);
      this.db.exec('COMMIT');
      this.work = { gone: gone.slice(dropped), fresh: fresh.slice(taken) };
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      if (readTrouble(error) === 'locked') return 'busy';
      throw error;
    }
    if (this.work.gone.length + this.work.fresh.length > 0) return 'more';
    this.work = null;
    return 'done';
  }

  /** @param until clock of performance.now() at which reading lines for hits ends */
  find(query: string, limit: number, until: number): OriginalHits {
    const words = readWords(query);
    const match = makeMatch(words);
    const isCut = this.db.prepare('SELECT 1 AS cut FROM files WHERE is_cut = 1 LIMIT 1').get() !== undefined;
    if (match === null) return { hits: [], isComplete: true };
    const rows = this.db
      .prepare(`SELECT id, bytes, stored_at FROM words JOIN files ON files.number = words.rowid
        WHERE words MATCH ? ORDER BY stored_at DESC, id`)
      .iterate(match);
    const hits: OriginalHit[] = [];
    for (const row of rows) {
      if (hits.length >= limit) break;
      if (hits.length > 0 && performance.now() > until) return { hits, isComplete: false };
      const id = String(row.id);
      const read = readOriginal(this.dir, id);
      if (read === null) continue; // swept away since
      const [best, ...others] = findLines(read.text, words, MAX_LINES);
      const { line, text } = best ?? { line: 1, text: '' };
      hits.push({ id, line, text, others, bytes: Number(row.bytes), storedAt: Number(row.stored_at) });
    }
    return { hits, isComplete: !isCut };
  }

  close(): void {
    this.db.close();
  }

  /** Compares once, not before every slice: there may be many files. */
  private findWork(): { readonly gone: readonly string[]; readonly fresh: readonly string[] } {
    // The table before the directory: what is in the table was in the directory before.
    const rows = this.db.prepare('SELECT id FROM files').all();
    const known = new Set(rows.map(({ id }) => String(id)));
    const present = readIds(this.dir);
    if (present === null) return { gone: [], fresh: [] };
    const fresh = [...present].filter((id) => !known.has(id) && !this.unreadable.has(id));
    return { gone: [...known].filter((id) => !present.has(id)), fresh: sortNewestFirst(this.dir, fresh) };
  }

  /** @returns how many were done before the slice was over, at least one */
  private drop(ids: readonly string[], until: number): number {
    const select = this.db.prepare('SELECT number FROM files WHERE id = ?');
    const dropWords = this.db.prepare('DELETE FROM words WHERE rowid = ?');
    const dropFile = this.db.prepare('DELETE FROM files WHERE id = ?');
    for (const [at, id] of ids.entries()) {
      const row = select.get(id);
      // Another process may have been faster.
      if (row !== undefined) {
        dropWords.run(Number(row.number));
        dropFile.run(id);
      }
      if (performance.now() > until) return at + 1;
    }
    return ids.length;
  }

  /** As {@link drop}. */
  private take(ids: readonly string[], until: number): number {
    const takeFile = this.db.prepare('INSERT OR IGNORE INTO files (id, bytes, stored_at, is_cut) VALUES (?, ?, ?, ?)');
    const takeWords = this.db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
    for (const [at, id] of ids.entries()) {
      const read = readOriginal(this.dir, id);
      if (read === null) this.unreadable.add(id);
      else {
        const { changes, lastInsertRowid } = takeFile.run(id, read.bytes, read.storedAt, read.isCut ? 1 : 0);
        if (changes > 0) takeWords.run(lastInsertRowid, read.text);
      }
      if (performance.now() > until) return at + 1;
    }
    return ids.length;
  }
}

/** Where the index of a home lies. */
export function searchIndexPath(home: string): string {
  return join(home, 'search.db');
}

/**
 * Opens the index of a home, made if it is missing (0600). A damaged one is made anew; where none can be written, one in
 * memory stands in, which knows nothing yet. Never throws for what is wrong with files.
 */
export function openSearchIndex(home: string): SearchIndex {
  const dir = join(home, 'originals');
  const path = searchIndexPath(home);
  // Looking for something makes no home where there is none.
  if (readIds(dir)?.size === 0 && !isFile(path)) return new SearchIndex(openDatabase(null), dir);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return new SearchIndex(openDatabase(path), dir);
    } catch (error) {
      const trouble = readTrouble(error);
      const isOfSystem = typeof (error as NodeJS.ErrnoException).syscall === 'string';
      if (trouble === null && !isOfSystem) throw error;
      if (trouble !== 'corrupt') break;
      discardSearchIndex(home);
    }
  }
  return new SearchIndex(openDatabase(null), dir);
}

/** Removes a damaged index with its side files: the next one is made of the originals. Never throws. */
export function discardSearchIndex(home: string): void {
  for (const suffix of ['', '-wal', '-shm']) attempt(() => rmSync(searchIndexPath(home) + suffix, { force: true }));
}

function openDatabase(path: string | null): DatabaseSync {
  if (path !== null) {
    makeDirectory(join(path, '..'));
    // SQLite gives its own files (-wal, -shm) the rights of the database.
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path ?? ':memory:', { timeout: BUSY_MS });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    if (readVersion(db) !== VERSION) {
      db.exec('BEGIN IMMEDIATE');
      // Another process may have been faster.
      if (readVersion(db) !== VERSION) db.exec(schema);
      db.exec('COMMIT');
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** Ids of the stored originals; null when the directory is there and cannot be read. */
function readIds(dir: string): Set<string> | null {
  try {
    return new Set(readdirSync(dir).flatMap((name) => originalIdOf(name) ?? []));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : null;
  }
}

function sortNewestFirst(dir: string, ids: readonly string[]): readonly string[] {
  const usedAt = new Map(ids.map((id) => [id, attempt(() => statSync(join(dir, `${id}.txt`)).mtimeMs) ?? 0] as const));
  return ids.toSorted((a, b) => (usedAt.get(b) ?? 0) - (usedAt.get(a) ?? 0));
}

interface ReadOriginal {
  readonly text: string;
  readonly bytes: number;
  readonly storedAt: number;
  readonly isCut: boolean;
}

/** An original, or the beginning of a very long one; null when it is gone, damaged or not ours to read. */
function readOriginal(dir: string, id: string): ReadOriginal | null {
  return attempt(() => {
    const path = join(dir, `${id}.txt`);
    const { size, mtimeMs, birthtimeMs } = statSync(path);
    const isCut = size > MAX_INDEXED_BYTES;
    const bytes = readBytes(path, Math.min(size, MAX_INDEXED_BYTES));
    if (!isCut && digest(bytes) !== id) return null;
    // The file's time is that of its last use; some file systems do not know its birth.
    const storedAt = Math.round(birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs);
    return { text: bytes.toString('utf8'), bytes: size, storedAt, isCut };
  });
}

function readBytes(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    let at = 0;
    while (at < length) {
      const read = readSync(file, bytes, at, length - at, at);
      if (read === 0) break;
      at += read;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
