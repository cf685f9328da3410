import type { DatabaseSync } from 'node:sqlite';
import { inflateRawSync } from 'node:zlib';
import type { ConversationRow, ExchangeDetail, ExchangeRow, Summary, Suspension } from '../contract/api.ts';
import type { HourRow, RollupRow } from '../contract/billing.ts';
import { type BreakCause, breakCauses } from '../contract/exchange.ts';
import type { SegmentRow } from '../contract/insights.ts';
import { bucketOf } from '../lib/histogram.ts';
import type { Accounting, CostSums } from './accounting.ts';
import { createActivity } from './activity.ts';
import { createEffects } from './effects.ts';
import { type Row, readBill, readExchangeRow, readUsage } from './rows.ts';
import { createTrust } from './trust.ts';
import type { ConversationMemory, Store } from './types.ts';
import { hourMs } from './writer.ts';

/** Questions to the ledger; the same names and arguments as in {@link Store}. */
export type Queries = {
  readonly [name in
    | 'summary'
    | 'evidence'
    | 'effects'
    | 'history'
    | 'activity'
    | 'suspensions'
    | 'exchanges'
    | 'exchange'
    | 'conversations'
    | 'segments'
    | 'memories']: (...args: Parameters<Store[name]>) => Awaited<ReturnType<Store[name]>>;
};

/** Conversations whose memory is worth warming: those of the last fortnight, the newest first. */
const warmMs = 14 * 24 * hourMs;
const warmCount = 2000;
const maxPage = 1000;

const columns = `requests, edited, failed_open AS failedOpen, errors, fresh, write5m, write1h, read, output,
  tokens_not_sent AS tokensNotSent, tokens_removed_once AS tokensRemovedOnce, actual_usd AS actualUsd,
  shadow_usd AS shadowUsd, error_usd AS errorUsd, unpriced, estimated`;
const single = `1 AS requests, treatment = 'edited' AS edited, treatment = 'failed-open' AS failed_open,
  (status = 0 OR status >= 400) AS errors, fresh, write5m, write1h, read, output, tokens_not_sent,
  tokens_removed_once, actual_usd, shadow_usd, error_usd, unpriced, estimated`;
const summed = [
  'requests',
  'edited',
  'failed_open',
  'errors',
  'fresh',
  'write5m',
  'write1h',
  'read',
  'output',
  'tokens_not_sent',
  'tokens_removed_once',
  'actual_usd',
  'shadow_usd',
  'error_usd',
  'unpriced',
  'estimated',
]
  .map((name) => `sum(${name}) AS ${name}`)
  .join(', ');

/** @param now clock in ms. Every query reads what is durable. */
export function createQueries(db: DatabaseSync, accounting: Accounting, now: () => number): Queries {
  return {
    summary: createSummary(db, accounting),
    history: createHistory(db, accounting),
    evidence: createEvidence(db, accounting, now),
    effects: createEffects(db, now),
    activity: createActivity(db),
    ...createExchangeQueries(db),
    conversations: createConversations(db),
    suspensions: () => {
      const rows = db
        .prepare(`SELECT last_at, memory FROM conversations WHERE memory LIKE '%"suspended":["%' AND last_at >= ?
          ORDER BY last_at DESC LIMIT ${warmCount}`)
        .all(now() - warmMs) as Row[];
      return countSuspensions(rows);
    },
    segments: createSegments(db),
    memories: () => {
      const rows = db
        .prepare(`SELECT conversation, memory, last_at FROM conversations WHERE memory IS NOT NULL AND last_at >= ?
          ORDER BY last_at DESC LIMIT ${warmCount}`)
        .all(now() - warmMs) as Row[];
      return new Map(
        rows.map((row) => {
          const memory = JSON.parse(String(row.memory)) as ConversationMemory;
          return [String(row.conversation), { ...memory, lastAt: Number(row.last_at) }];
        }),
      );
    },
  };
}

/** Whole hours come from the rollups, the ragged ends from the exchanges themselves. */
function createSummary(db: DatabaseSync, accounting: Accounting): Queries['summary'] {
  const hours = db.prepare(`SELECT model, client, ${columns} FROM
    (SELECT model, client, ${summed} FROM rollups WHERE hour >= ? AND hour < ? GROUP BY model, client)`);
  const ends = db.prepare(`SELECT model, client, ${columns} FROM (SELECT model, client, ${summed} FROM
    (SELECT model, client, ${single} FROM exchanges WHERE at >= ? AND at < ?) GROUP BY model, client)`);
  const hourLatencies = db.prepare(
    'SELECT bucket, sum(count) AS count FROM latencies WHERE hour >= ? AND hour < ? GROUP BY bucket',
  );
  const endLatencies = db.prepare('SELECT added_ms AS ms FROM exchanges WHERE at >= ? AND at < ?');
  return ({ sinceMs, untilMs }) => {
    // The span includes its last millisecond.
    const end = untilMs + 1;
    const firstHour = Math.ceil(sinceMs / hourMs);
    const lastHour = Math.floor(end / hourMs);
    const whole = firstHour < lastHour;
    const spans = whole
      ? [
          [sinceMs, firstHour * hourMs],
          [lastHour * hourMs, end],
        ]
      : [[sinceMs, end]];
    const rows: Row[] = whole ? (hours.all(firstHour, lastHour) as Row[]) : [];
    const counts = new Map<number, number>();
    const count = (bucket: number, times: number): void => {
      counts.set(bucket, (counts.get(bucket) ?? 0) + times);
    };
    if (whole) {
      for (const row of hourLatencies.all(firstHour, lastHour)) count(Number(row.bucket), Number(row.count));
    }
    for (const [from, to] of spans) {
      if (from! >= to!) continue;
      rows.push(...(ends.all(from!, to!) as Row[]));
      for (const row of endLatencies.all(from!, to!)) count(bucketOf(Number(row.ms)), 1);
    }
    return accounting.makeSummary({ sinceMs, untilMs }, rows as unknown as readonly RollupRow[], counts) as Summary;
  };
}

/** From the hourly sums alone: a year of them is read in a few milliseconds. A bucket begins and ends with an hour. */
function createHistory(db: DatabaseSync, accounting: Accounting): Queries['history'] {
  const hours = db.prepare(`SELECT hour, model, client, ${columns} FROM rollups WHERE hour >= ? AND hour <= ?`);
  // A month and a day: the buckets at both ends may begin and end outside of the span.
  const marginHours = 32 * 24;
  return (question) => {
    const [first, last] = [question.sinceMs, question.untilMs].map((at) => Math.floor(at / hourMs));
    const rows = hours.all(first! - marginHours, last! + marginHours) as unknown as readonly HourRow[];
    return accounting.makeHistory(question, rows);
  };
}

function createEvidence(db: DatabaseSync, accounting: Accounting, now: () => number): Queries['evidence'] {
  const trust = createTrust(db);
  const costs = db.prepare(`SELECT held_out, count(*) AS conversations, sum(actual_usd) AS usd,
    sum(actual_usd * actual_usd) AS squared FROM conversations
    WHERE last_at >= ? AND last_at <= ? AND actual_usd > 0 AND turns > 0 GROUP BY held_out`);
  const breaks = db.prepare(`SELECT cause, sum(count) AS count, sum(usd) AS usd FROM breaks
    WHERE hour >= ? AND hour <= ? GROUP BY cause ORDER BY usd DESC, cause`);
  return ({ sinceMs, untilMs }) => {
    const rows = costs.all(sinceMs, untilMs) as Row[];
    const costOf = (heldOut: number): CostSums => {
      const row = rows.find((each) => Number(each.held_out) === heldOut);
      return {
        conversations: Number(row?.conversations ?? 0),
        usd: Number(row?.usd ?? 0),
        usdSquared: Number(row?.squared ?? 0),
      };
    };
    const broken = breaks.all(Math.floor(sinceMs / hourMs), Math.floor(untilMs / hourMs)) as Row[];
    return {
      ...{ sinceMs, untilMs },
      calibration: accounting.readCalibrations(),
      holdout: accounting.compareHoldout(costOf(0), costOf(1)),
      breaks: broken.map((row) => ({
        cause: String(row.cause) as BreakCause,
        count: Number(row.count),
        usd: Number(row.usd),
      })),
      trust: trust.read(now()),
    };
  };
}

function createExchangeQueries(db: DatabaseSync): Pick<Queries, 'exchanges' | 'exchange'> {
  const page = db.prepare('SELECT * FROM exchanges WHERE id < ? ORDER BY id DESC LIMIT ?');
  const pageOf = db.prepare('SELECT * FROM exchanges WHERE conversation = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const one = db.prepare('SELECT * FROM exchanges WHERE id = ?');
  const body = db.prepare('SELECT body FROM details WHERE id = ?');
  // U+10FFFF sorts behind every id.
  const last = '\u{10FFFF}';
  return {
    exchanges: ({ before = last, limit, conversation }): readonly ExchangeRow[] => {
      const count = clamp(limit);
      const rows = conversation === undefined ? page.all(before, count) : pageOf.all(conversation, before, count);
      return (rows as Row[]).map(readExchangeRow);
    },
    exchange: (id): ExchangeDetail | null => {
      const row = one.get(id) as Row | undefined;
      if (row === undefined) return null;
      const packed = (body.get(id) as Row | undefined)?.body;
      const detail = packed instanceof Uint8Array ? unpackDetail(packed) : { segments: [], classes: [] };
      return { exchange: readExchangeRow(row), ...detail };
    },
  };
}

function unpackDetail(packed: Uint8Array): Pick<ExchangeDetail, 'segments' | 'classes'> {
  return JSON.parse(inflateRawSync(packed).toString('utf8')) as Pick<ExchangeDetail, 'segments' | 'classes'>;
}

function createConversations(db: DatabaseSync): Queries['conversations'] {
  const page = db.prepare(
    'SELECT * FROM conversations WHERE last_at < ? AND turns > 0 ORDER BY last_at DESC, conversation LIMIT ?',
  );
  const one = db.prepare('SELECT * FROM conversations WHERE conversation = ? AND turns > 0');
  return ({ before = Number.MAX_SAFE_INTEGER, limit, conversation }): readonly ConversationRow[] => {
    const rows = conversation === undefined ? page.all(before, clamp(limit)) : one.all(conversation);
    return (rows as Row[]).map((row) => ({
      conversation: String(row.conversation),
      client: String(row.client),
      project: String(row.project),
      model: String(row.model),
      turns: Number(row.turns),
      firstAt: Number(row.first_at),
      lastAt: Number(row.last_at),
      usage: readUsage(row),
      bill: readBill(row),
      breaks: breakCauses
        .map((cause) => ({ cause, count: Number(row[`breaks_${cause}`]) }))
        .filter(({ count }) => count > 0),
    }));
  };
}

/** @param rows the most recently used conversation first */
function countSuspensions(rows: readonly Row[]): readonly Suspension[] {
  const found = new Map<string, { conversations: number; lastAt: number }>();
  for (const row of rows) {
    const { suspended } = JSON.parse(String(row.memory)) as ConversationMemory;
    for (const compressor of suspended) {
      const known = found.get(compressor) ?? { conversations: 0, lastAt: Number(row.last_at) };
      found.set(compressor, { ...known, conversations: known.conversations + 1 });
    }
  }
  return [...found]
    .map(([compressor, counts]) => ({ compressor, ...counts }))
    .sort((a, b) => b.conversations - a.conversations);
}

/** Longest command that is given; a heredoc can hold a program. Characters. */
const maxCommand = 400;
/** Exchanges whose details are unpacked for one question. */
const maxUnpacked = 5000;

function createSegments(db: DatabaseSync): Queries['segments'] {
  const newest = db.prepare(`SELECT e.id, e.at, e.conversation, e.project, e.client, e.model, d.body FROM exchanges e
    JOIN details d ON d.id = e.id WHERE e.at >= ? AND e.at <= ? ORDER BY e.at DESC LIMIT ?`);
  return ({ sinceMs, untilMs, limit }): readonly SegmentRow[] => {
    const rows = newest.iterate(sinceMs, untilMs, Math.max(1, Math.min(maxUnpacked, limit)));
    const found: SegmentRow[] = [];
    for (const row of rows as Iterable<Row>) {
      if (!(row.body instanceof Uint8Array)) continue;
      const place = {
        exchange: String(row.id),
        at: Number(row.at),
        conversation: String(row.conversation),
        project: String(row.project),
        client: String(row.client),
        model: String(row.model),
      };
      for (const { isNew, tool, command, path, tokensBefore, tokensAfter } of unpackDetail(row.body).segments) {
        if (!isNew) continue;
        found.push({ ...place, tool, command: command.slice(0, maxCommand), path, tokensBefore, tokensAfter });
      }
    }
    return found.reverse();
  };
}

function clamp(limit: number): number {
  return Math.max(1, Math.min(maxPage, Math.floor(limit) || 1));
}
