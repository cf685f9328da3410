import type { DatabaseSync } from 'node:sqlite';
import type { ActivityPage, ActivityQuestion, ExchangeFilter } from '../contract/api.ts';
import { type Row, readExchangeRow } from './rows.ts';

type Values = Record<string, string | number>;

/** A loss below this is a rounding of prices. Dollars; the page calls it a loss from there on as well. */
const smallestLossUsd = 0.00005;
const mostRows = 500;

const saved = '(shadow_usd - actual_usd)';
const outcomes: Readonly<Record<NonNullable<ExchangeFilter['outcome']>, string>> = {
  shortened: "treatment = 'edited'",
  loss: `(treatment = 'replayed' OR (priced = 1 AND ${saved} < -max(error_usd, ${smallestLossUsd})))`,
  fault: `(status = 0 OR status >= 400 OR treatment = 'failed-open' OR (fault IS NOT NULL AND fault <> 'client-abort'))`,
  untouched: "treatment IN ('untouched', 'bypassed', 'holdout', 'relayed')",
};
/** Columns in which a word is looked for. */
const searched = ['model', 'client', 'project', 'conversation', 'provider', 'path', 'id'];

/**
 * Any part of the list of exchanges by its distance from the newest, so that a page can scroll anywhere. `through` holds
 * the list still: what came later is left out, and distances stay as they were.
 */
export function createActivity(db: DatabaseSync): (question: ActivityQuestion) => ActivityPage {
  const newest = db.prepare('SELECT max(id) AS id FROM exchanges');
  return ({ offset, limit, through, filter }) => {
    const last = through ?? String((newest.get() as Row | undefined)?.id ?? '');
    const { where, values } = makeWhere(filter, last);
    const total = Number(db.prepare(`SELECT count(*) AS total FROM exchanges WHERE ${where}`).get(values)?.total ?? 0);
    const rows = db
      .prepare(`SELECT * FROM exchanges WHERE ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`)
      .all({ ...values, limit: Math.max(0, Math.min(mostRows, Math.floor(limit))), offset: Math.floor(offset) });
    return { total, through: last, exchanges: (rows as Row[]).map(readExchangeRow) };
  };
}

function makeWhere(filter: ExchangeFilter, through: string): { where: string; values: Values } {
  const values: Values = { through };
  const conditions = ['id <= :through'];
  for (const name of ['client', 'model', 'conversation'] as const) {
    const wanted = filter[name];
    if (wanted === undefined) continue;
    conditions.push(`${name} = :${name}`);
    values[name] = wanted;
  }
  if (filter.sinceMs !== undefined) {
    conditions.push('at >= :since');
    values.since = filter.sinceMs;
  }
  if (filter.untilMs !== undefined) {
    conditions.push('at <= :until');
    values.until = filter.untilMs;
  }
  if (filter.outcome !== undefined) conditions.push(outcomes[filter.outcome]);
  if (filter.text !== undefined && filter.text !== '') {
    conditions.push(`(${searched.map((name) => `${name} LIKE :text ESCAPE '\\'`).join(' OR ')})`);
    values.text = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
  }
  return { where: conditions.join(' AND '), values };
}
