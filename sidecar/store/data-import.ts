import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DataImport } from '../contract/data.ts';
import { AppError } from '../contract/errors.ts';
import { breakCauses } from '../contract/exchange.ts';
import { bucketOf } from '../lib/histogram.ts';
import { explainTrouble } from './data-sizes.ts';
import { openLedger } from './open.ts';
import { createOriginals, removeOriginal } from './originals.ts';
import { addAll, hourMs, rollupNames, sumNames } from './writer.ts';

type Value = string | number | null;
type Fields = Readonly<Record<string, Value>>;

/**
 * Takes the lines of an export (see data-export.ts) into a home's ledger: what is there already stays as it is, sums count
 * each exchange once. All of it or nothing: any trouble leaves ledger and originals as they were.
 * @throws AppError data.malformed (no export, cut off, of a newer Headroom), store.*
 */
export async function importData(home: string, lines: AsyncIterable<string>): Promise<DataImport> {
  let db: DatabaseSync | null = null;
  const made: string[] = [];
  const dir = join(home, 'originals');
  try {
    db = openLedger(home);
    db.exec('BEGIN IMMEDIATE; CREATE TEMP TABLE fresh (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;');
    const known = await takeLines(db, lines, dir, made);
    sumUp(db);
    const exchanges = Number(db.prepare('SELECT count(*) AS n FROM fresh').get()?.n ?? 0);
    db.exec('DROP TABLE fresh; COMMIT');
    return { exchanges, originals: made.length, known };
  } catch (error) {
    if (db?.isTransaction) db.exec('ROLLBACK');
    for (const id of made) removeOriginal(dir, id);
    throw explainTrouble(error);
  } finally {
    db?.close();
  }
}

/** @param made gets the ids of originals that were not there. @returns exchanges that were there already */
async function takeLines(db: DatabaseSync, lines: AsyncIterable<string>, dir: string, made: string[]): Promise<number> {
  const schema = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  const takers = makeTakers(db, dir, made);
  let seen = 0;
  let known = 0;
  let isWhole = false;
  for await (const line of lines) {
    if (isWhole) throw malformed(seen + 1, 'something stands behind its end');
    const { kind, ...rest } = parse(line, seen + 1);
    if (seen === 0) checkHead(kind, rest, schema);
    else if (kind === 'end') isWhole = rest.lines === seen;
    else {
      const take = takers[kind as keyof typeof takers];
      if (take === undefined) throw malformed(seen + 1, `nothing is known of "${kind.slice(0, 40)}"`);
      if (!take(readFields(rest.row, seen + 1), seen + 1)) known += kind === 'exchange' ? 1 : 0;
    }
    seen++;
  }
  if (!isWhole) throw malformed(seen, 'its end is missing');
  return known;
}

function makeTakers(db: DatabaseSync, dir: string, made: string[]) {
  const originals = createOriginals(dir);
  const fresh = db.prepare('INSERT INTO fresh (id) VALUES (?)');
  const latency = db.prepare(`INSERT INTO latencies (hour, bucket, count) VALUES (?, ?, 1)
    ON CONFLICT (hour, bucket) DO UPDATE SET count = count + 1`);
  const isFresh = db.prepare('SELECT 1 AS one FROM fresh WHERE id = ?');
  const detail = db.prepare('INSERT OR IGNORE INTO details (id, at, body) VALUES (?, ?, ?)');
  const noted = db.prepare(`INSERT INTO originals (id, used_at, made_by) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET used_at = max(used_at, excluded.used_at)`);
  const insert = {
    exchanges: insertInto(db, 'exchanges'),
    rollups: insertInto(db, 'rollups'),
    breaks: insertInto(db, 'breaks'),
    effects: insertInto(db, 'effects'),
  };
  return {
    exchange(row: Fields, line: number): boolean {
      if (!insert.exchanges(row, line)) return false;
      fresh.run(String(row.id));
      latency.run(Math.floor(Number(row.at) / hourMs), bucketOf(Number(row.added_ms)));
      return true;
    },
    detail({ id = '', at = 0, body = '' }: Fields): boolean {
      if (isFresh.get(id) === undefined) return false;
      return Number(detail.run(id, at, Buffer.from(String(body), 'base64')).changes) > 0;
    },
    rollup: insert.rollups,
    break: insert.breaks,
    effect: insert.effects,
    original({ id = '', used_at = 0, made_by = '', text = '' }: Fields, line: number): boolean {
      const name = String(id);
      const kept = originals.put(String(text));
      if (kept === null)
        throw new AppError('store.full', 'An original could not be stored.', { hint: 'Make some room and try again.' });
      if (kept.isNew) made.push(kept.id);
      if (kept.id !== name) throw malformed(line, 'an original is damaged');
      noted.run(name, used_at, made_by);
      return kept.isNew;
    },
  };
}

/** Rows of a table by the names of their columns; one that is there already is left as it is. */
function insertInto(
  db: DatabaseSync,
  table: 'exchanges' | 'rollups' | 'breaks' | 'effects',
): (row: Fields, line: number) => boolean {
  const columns = new Set(
    db
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name)),
  );
  const statements = new Map<string, StatementSync>();
  return (row, line) => {
    const names = Object.keys(row);
    const key = names.join();
    const odd = names.find((name) => !columns.has(name));
    if (odd !== undefined) throw malformed(line, `nothing is known of "${odd.slice(0, 40)}"`);
    let statement = statements.get(key);
    if (statement === undefined) {
      statement = db.prepare(
        `INSERT INTO ${table} (${key}) VALUES (${names.map((name) => `:${name}`).join()}) ON CONFLICT DO NOTHING`,
      );
      statements.set(key, statement);
    }
    try {
      return Number(statement.run(row).changes) > 0;
    } catch (error) {
      // 19: a value of another type, or one that is missing; everything else is trouble with the file.
      if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 19) throw error;
      throw malformed(line, 'a value is missing or of another kind');
    }
  };
}

/** What the ledger sums up while it records, for the exchanges that are new. */
function sumUp(db: DatabaseSync): void {
  const sums = sumNames.map((name) => `sum(${name})`).join();
  db.exec(`INSERT INTO rollups (hour, model, client, ${rollupNames.join()})
    SELECT at / ${hourMs}, model, client, count(*), sum(treatment = 'edited'), sum(treatment = 'failed-open'),
      sum(status = 0 OR status >= 400), sum(tokens_not_sent), sum(tokens_removed_once), ${sums}
    FROM exchanges WHERE id IN (SELECT id FROM fresh) GROUP BY 1, 2, 3
    ON CONFLICT (hour, model, client) DO UPDATE SET ${addAll(rollupNames)}`);
  const breaks = breakCauses.map((cause) => `breaks_${cause}`);
  const added = ['turns', ...sumNames, ...breaks];
  db.exec(`INSERT INTO conversations (conversation, client, project, model, first_at, last_at, held_out, ${added.join()})
    SELECT conversation, max(client), max(project), max(model), min(at), max(at), max(treatment = 'holdout'), count(*), ${sums},
      ${breakCauses.map((cause) => `sum(coalesce(break_cause = '${cause}', 0))`).join()}
    FROM exchanges WHERE id IN (SELECT id FROM fresh) AND conversation <> '' GROUP BY conversation
    ON CONFLICT (conversation) DO UPDATE SET ${addAll(added)}, held_out = max(held_out, excluded.held_out),
      first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`);
}

function parse(line: string, number: number): { kind: string } & Record<string, unknown> {
  try {
    const value = JSON.parse(line) as { kind?: unknown } | null;
    if (typeof value === 'object' && value !== null && typeof value.kind === 'string') return value as { kind: string };
  } catch {
    // told below
  }
  throw malformed(number, 'it is no line of an export');
}

function checkHead(kind: string, { schema }: Record<string, unknown>, own: number): void {
  if (kind !== 'headroom-export' || typeof schema !== 'number')
    throw malformed(1, 'it does not begin as an export of Headroom');
  if (schema <= own) return;
  throw new AppError(
    'data.malformed',
    `The export was written by a newer Headroom (version ${schema}, this one reads ${own}).`,
    {
      hint: 'Update this Headroom first.',
    },
  );
}

function readFields(row: unknown, line: number): Fields {
  const isPlain = typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!isPlain) throw malformed(line, 'it has no row');
  const isValue = (value: unknown): boolean => value === null || typeof value === 'string' || typeof value === 'number';
  if (!Object.values(row).every(isValue)) throw malformed(line, 'a value is of another kind');
  return row as Fields;
}

function malformed(line: number, problem: string): AppError {
  return new AppError('data.malformed', `The export cannot be read: in line ${line}, ${problem}.`, {
    hint: 'Nothing was changed. Export it again where it came from.',
  });
}
