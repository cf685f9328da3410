import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { createAccounting } from '../../../sidecar/analytics/index.ts';
import { openLedger } from '../../../sidecar/store/open.ts';
import { createOriginals } from '../../../sidecar/store/originals.ts';
import { sweep } from '../../../sidecar/store/sweep.ts';
import { createWriter } from '../../../sidecar/store/writer.ts';
import { makeExchange } from '../analytics/make-exchange.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-sweep-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const day = 86_400_000;
const now = Date.now();
const retention = { originalsCapBytes: 1e9, originalsIdleDays: 14, exchangeDays: 400, detailDays: 30 };

const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
const segment = {
  index: 0,
  tool: 'Bash',
  command: 'list',
  path: '',
  by: ['json'],
  reason: null,
  tokensBefore: 90,
  tokensAfter: 9,
  lossy: { unit: 'rows', shown: 1, total: 9 },
  originalId: null,
  isNew: true,
};

/** An original of ten bytes that was used so many days ago, in a conversation that was active so many days ago. */
function put(db: DatabaseSync, dir: string, name: string, days: { used: number; active: number }): string {
  const originals = createOriginals(dir);
  const id = originals.put(name.padEnd(10))?.id ?? '';
  const used = new Date(now - days.used * day);
  utimesSync(originals.path(id), used, used);
  const at = Math.round(now - days.used * day);
  const exchange = makeExchange({ at, conversation: name, segments: [{ ...segment, originalId: id }] });
  createWriter(db).write({ kind: 'exchange', pending: { exchange, billed: accounting.bill(exchange) } });
  const active = Math.round(now - days.active * day);
  db.prepare('UPDATE conversations SET last_at = ? WHERE conversation = ?').run(active, name);
  return `${id}.txt`;
}

it('expires what nobody used, but nothing of a conversation that goes on', () => {
  const db = openLedger(null);
  const dir = join(base, 'idle');
  put(db, dir, 'forgotten', { used: 20, active: 20 });
  const alive = put(db, dir, 'alive', { used: 20, active: 1 });
  const fresh = put(db, dir, 'fresh', { used: 2, active: 2 });
  expect(sweep(db, dir, retention, now)).toEqual({ removed: 1, bytes: 10, overCap: false });
  expect(readdirSync(dir).sort()).toEqual([alive, fresh].sort());
  expect(db.prepare('SELECT count(*) AS n FROM originals').get()?.n).toBe(2);
  expect(db.prepare('SELECT count(*) AS n FROM original_uses').get()?.n).toBe(2);
});

it('keeps to its cap by the longest unused, but never at the cost of today', () => {
  const db = openLedger(null);
  const dir = join(base, 'cap');
  put(db, dir, 'oldest', { used: 9, active: 9 });
  const middle = put(db, dir, 'middle', { used: 5, active: 5 });
  const today = put(db, dir, 'today', { used: 5, active: 0.1 });
  expect(sweep(db, dir, { ...retention, originalsCapBytes: 20 }, now)).toMatchObject({ removed: 1, overCap: false });
  expect(readdirSync(dir).sort()).toEqual([middle, today].sort());
  expect(sweep(db, dir, { ...retention, originalsCapBytes: 1 }, now)).toMatchObject({ removed: 1, overCap: true });
  expect(readdirSync(dir)).toEqual([today]);
});

it('finds files that no row knows, takes interrupted writes away, and touches no other file', () => {
  const db = openLedger(null);
  const dir = join(base, 'strays');
  const originals = createOriginals(dir);
  const id = originals.put('stray')?.id ?? '';
  const old = new Date(now - 30 * day);
  utimesSync(originals.path(id), old, old);
  for (const name of ['.interrupted.tmp', 'notes.txt']) {
    writeFileSync(join(dir, name), '');
    utimesSync(join(dir, name), old, old);
  }
  expect(sweep(db, dir, retention, now).removed).toBe(1);
  expect(readdirSync(dir)).toEqual(['notes.txt']);
});

it('keeps details a month and exchanges a year and more', () => {
  const db = openLedger(null);
  const at = (days: number): number => Math.round(now - days * day);
  const detail = db.prepare("INSERT INTO details (id, at, body) VALUES (?, ?, x'00')");
  detail.run('old', at(31));
  detail.run('new', at(29));
  db.prepare("INSERT INTO conversations (conversation, first_at, last_at, state) VALUES ('a', 1, ?, '{}')").run(at(8));
  db.prepare("INSERT INTO conversations (conversation, first_at, last_at) VALUES ('b', 1, ?)").run(at(401));
  sweep(db, null, retention, now);
  expect(
    db
      .prepare('SELECT id FROM details')
      .all()
      .map((row) => row.id),
  ).toEqual(['new']);
  expect(
    db
      .prepare('SELECT conversation, state FROM conversations')
      .all()
      .map((row) => ({ ...row })),
  ).toEqual([{ conversation: 'a', state: null }]);
});
