import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ExchangeRow } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { Accounting } from './accounting.ts';
import { ledgerPath, moveAside, openLedger, readTrouble, type Trouble } from './open.ts';
import { createQueries, type Queries } from './queries.ts';
import { makeExchangeRow, type Row } from './rows.ts';
import type { ThreadHealth } from './rpc.ts';
import { type Retention, sweep } from './sweep.ts';
import { createWriter, type Write, type Writer } from './writer.ts';

/** Milliseconds until a write that failed is tried again. */
const retryMs = { locked: 250, full: 5000, denied: 5000, corrupt: 0 } as const satisfies Record<Trouble, number>;
const longestRetryMs = Math.max(...Object.values(retryMs));
const warmStateMs = 7 * 24 * 3_600_000;
const warmStateCount = 1000;

interface Queued {
  /** 0 for what needs no acknowledgement. */
  readonly seq: number;
  readonly write: Write;
}

interface Open {
  readonly db: DatabaseSync;
  readonly inMemory: boolean;
  readonly writer: Writer;
  readonly queries: Queries;
}

/**
 * The ledger inside its thread: bills, batches, writes, and survives what happens to files. Synchronous throughout.
 * A trouble is told in health and retried; the queue is kept meanwhile (its bound is the sender's).
 */
export class Ledger {
  private readonly home: string | null;
  private retention: Retention;
  private readonly accounting: Accounting;
  private readonly now: () => number;
  private open: Open | null = null;
  private queue: Queued[] = [];
  private retryAt = 0;
  private trouble: { readonly kind: Trouble; readonly message: string } | null = null;
  /** Given up, to be acknowledged with the next flush so that the sender forgets them. */
  private gaveUp: number[] = [];
  private readonly notices: string[] = [];
  private dropped = 0;
  private sweepNotice: string | null = null;

  /** @param now clock in ms. */
  constructor(options: { home: string | null; retention: Retention; accounting: Accounting; now: () => number }) {
    this.home = options.home;
    this.retention = options.retention;
    this.accounting = options.accounting;
    this.now = options.now;
    this.ensureOpen();
  }

  /** Exchanges and other writes that wait for {@link Ledger.flush}. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Bills an exchange and queues it; what is not an exchange is dropped and counted. */
  add(seq: number, json: string): void {
    try {
      const exchange = JSON.parse(json) as Exchange;
      const pending = { exchange, billed: this.accounting.bill(exchange) };
      this.queue.push({ seq, write: { kind: 'exchange', pending } });
    } catch (error) {
      this.drop(seq, `An exchange could not be billed (${(error as Error).message}) and is not in the ledger.`);
    }
  }

  /** What is kept from the next sweep on. */
  retain(retention: Retention): void {
    this.retention = retention;
  }

  /** Queues anything else. */
  addWrite(write: Exclude<Write, { kind: 'exchange' }>): void {
    this.queue.push({ seq: 0, write });
  }

  /** Writes what is queued in one transaction. @returns what became durable; empty when nothing did. */
  flush(): { seqs: readonly number[]; rows: readonly ExchangeRow[] } {
    const durable = this.writeQueue();
    const seqs = [...this.gaveUp, ...durable.map(({ seq }) => seq).filter((seq) => seq > 0)];
    this.gaveUp = [];
    const rows = durable.flatMap(({ isNew, write }) =>
      isNew && write.kind === 'exchange' ? [makeExchangeRow(write.pending)] : [],
    );
    return { seqs, rows };
  }

  private writeQueue(): readonly (Queued & { readonly isNew: boolean })[] {
    if (this.queue.length === 0 || this.isWaiting()) return [];
    const open = this.ensureOpen();
    if (open === null) return [];
    for (;;) {
      const batch = this.queue;
      try {
        const durable = writeAll(open.db, () =>
          batch.map((item) => ({ ...item, isNew: open.writer.write(item.write) })),
        );
        this.queue = [];
        this.trouble = null;
        return durable;
      } catch (error) {
        if (readTrouble(error) !== null) this.suffer(error);
        else if (this.isolate(open, batch)) continue;
        return [];
      }
    }
  }

  /** Asks the ledger; see {@link Queries}. @throws AppError store.locked, store.corrupt, store.full or store.denied. */
  ask<Name extends keyof Queries>(name: Name, args: Parameters<Queries[Name]>): ReturnType<Queries[Name]> {
    for (let attempt = 0; ; attempt++) {
      const open = this.ensureOpen();
      if (open === null) throw this.explain();
      try {
        const query = open.queries[name] as (...args: Parameters<Queries[Name]>) => ReturnType<Queries[Name]>;
        return query(...args);
      } catch (error) {
        if (readTrouble(error) === null) throw error;
        this.suffer(error);
        if (attempt > 0) throw this.explain();
      }
    }
  }

  /** Deletes what is old. Troubles are told, not thrown. */
  sweep(): void {
    const open = this.ensureOpen();
    if (open === null) return;
    const dir = this.home === null ? null : join(this.home, 'originals');
    try {
      const { overCap } = sweep(open.db, dir, this.retention, this.now());
      this.sweepNotice = overCap
        ? 'The originals take more than their cap, but conversations of the last day use them.'
        : null;
    } catch (error) {
      if (readTrouble(error) === null) throw error;
      this.suffer(error);
    }
  }

  health(): ThreadHealth {
    const messages = [this.trouble?.message ?? null, this.sweepNotice].filter((message) => message !== null);
    return {
      ok: this.trouble === null,
      messages: [...messages, ...this.notices, ...this.accounting.messages],
      waiting: this.queue.length,
      dropped: this.dropped,
    };
  }

  /** Checkpoints and closes. */
  close(): void {
    const { open } = this;
    this.open = null;
    if (open === null) return;
    try {
      open.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // The next open replays the WAL; nothing is lost.
      if (readTrouble(error) === null) throw error;
    } finally {
      open.db.close();
    }
  }

  /** A clock that was set back must not make the wait longer than it was meant. */
  private isWaiting(): boolean {
    const left = this.retryAt - this.now();
    return left > 0 && left <= longestRetryMs;
  }

  private ensureOpen(): Open | null {
    if (this.open !== null && !this.open.inMemory && this.home !== null && !existsSync(ledgerPath(this.home))) {
      this.notices.push('The ledger was deleted while it was open; a fresh one was started.');
      this.open.db.close();
      this.open = null;
    }
    if (this.open !== null) return this.open;
    if (this.isWaiting()) return null;
    try {
      this.open = this.openAt(this.home);
    } catch (error) {
      if (error instanceof AppError) {
        this.fallBack(error.message);
      } else {
        const trouble = readTrouble(error);
        if (trouble === null) throw error;
        if (trouble === 'denied') this.fallBack(`The ledger cannot be opened (${(error as Error).message}).`);
        else this.suffer(error);
        // A corrupt ledger has just been moved aside.
        if (trouble === 'corrupt') return this.ensureOpen();
      }
    }
    return this.open;
  }

  private openAt(home: string | null): Open {
    const db = openLedger(home);
    try {
      const open = {
        db,
        inMemory: home === null,
        writer: createWriter(db),
        queries: createQueries(db, this.accounting, this.now),
      };
      this.restore(db);
      return open;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Goes on in memory, where nothing can be written. */
  private fallBack(reason: string): void {
    this.notices.push(`${reason} The ledger is kept in memory until the next start.`);
    this.open = this.openAt(null);
  }

  private restore(db: DatabaseSync): void {
    const conversations = db
      .prepare(`SELECT conversation, state FROM conversations WHERE state IS NOT NULL AND last_at >= ?
        ORDER BY last_at DESC LIMIT ${warmStateCount}`)
      .all(this.now() - warmStateMs) as Row[];
    const calibrations = db.prepare('SELECT model, state FROM calibrations').all() as Row[];
    this.accounting.restore({
      conversations: conversations
        .reverse()
        .map((row) => ({ conversation: String(row.conversation), state: String(row.state) })),
      calibrations: calibrations.map((row) => ({ model: String(row.model), state: String(row.state) })),
    });
  }

  /** Acts on a trouble: moves a corrupt file aside, else waits. */
  private suffer(error: unknown): void {
    const trouble = readTrouble(error) ?? 'denied';
    const reason = (error as Error).message;
    this.retryAt = this.now() + retryMs[trouble];
    if (trouble === 'corrupt') {
      this.open?.db.close();
      this.open = null;
      this.replace(reason);
      return;
    }
    const message = {
      locked: 'Another program holds the ledger; exchanges wait until it lets go.',
      full: `The ledger cannot be written, the disk is full or failing (${reason}); exchanges wait.`,
      denied: `The ledger cannot be written (${reason}); exchanges wait.`,
    }[trouble];
    this.trouble = { kind: trouble, message };
  }

  private replace(reason: string): void {
    if (this.home === null) return;
    try {
      const name = moveAside(this.home, this.now());
      this.notices.push(`The ledger was damaged (${reason}); it was moved to ${name} and a fresh one was started.`);
    } catch (error) {
      this.fallBack(`The ledger is damaged and cannot be moved aside (${(error as Error).message}).`);
    }
  }

  /** One bad item must not hold up the others: each is tried alone, and what fails is given up. @returns whether any was. */
  private isolate(open: Open, batch: readonly Queued[]): boolean {
    const good = batch.filter(({ seq, write }) => {
      const reason = probe(open, write);
      if (reason !== null) this.drop(seq, `An entry could not be written (${reason}) and was given up.`);
      return reason === null;
    });
    this.queue = good;
    return good.length < batch.length;
  }

  private drop(seq: number, message: string): void {
    if (seq > 0) this.gaveUp.push(seq);
    this.dropped += 1;
    if (!this.notices.includes(message) && this.notices.length < 20) this.notices.push(message);
  }

  private explain(): AppError {
    const code = (
      { locked: 'store.locked', full: 'store.full', denied: 'store.denied', corrupt: 'store.corrupt' } as const
    )[this.trouble?.kind ?? 'denied'];
    return new AppError(code, this.trouble?.message ?? 'The ledger is not open.', {
      hint: 'It is tried again by itself; see GET /health.',
    });
  }
}

/** Why an item can never be written, or null; leaves no trace. */
function probe(open: Open, write: Write): string | null {
  let reason: string | null = null;
  try {
    writeAll(open.db, () => {
      open.writer.write(write);
      open.db.exec('ROLLBACK');
    });
  } catch (error) {
    if (readTrouble(error) === null) reason = (error as Error).message;
  }
  return reason;
}

/** Runs the work in one transaction, all or nothing. */
function writeAll<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    if (db.isTransaction) db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** The user's own prices, or null. A file that cannot be read counts as absent. */
export function readPriceOverride(home: string | null): string | null {
  if (home === null) return null;
  try {
    return readFileSync(join(home, 'prices.json'), 'utf8');
  } catch {
    // Absent is the rule; a directory or a forbidden file cannot hold prices either.
    return null;
  }
}
