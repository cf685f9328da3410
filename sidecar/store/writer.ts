import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { deflateRawSync } from 'node:zlib';
import { breakCauses } from '../contract/exchange.ts';
import { bucketOf } from '../lib/histogram.ts';
import { createEffectWriter } from './effects.ts';
import { makeColumns, makeSums, type Pending } from './rows.ts';
import { createTrust, findOutcomes } from './trust.ts';
import type { ConversationMemory } from './types.ts';

export const hourMs = 3_600_000;

/** Something that waits to be written, in the order in which it came. */
export type Write =
  | { readonly kind: 'exchange'; readonly pending: Pending }
  | {
      readonly kind: 'memory';
      readonly conversation: string;
      readonly memory: ConversationMemory;
      readonly at: number;
    }
  | { readonly kind: 'recall'; readonly originalId: string; readonly at: number };

/** Prepared statements of one open ledger. Every call must run inside a transaction. */
export interface Writer {
  /** Idempotent: an exchange that is already there is left as it is. @returns false for such a one. */
  write(item: Write): boolean;
}

export const sumNames = [
  'fresh',
  'write5m',
  'write1h',
  'read',
  'output',
  'actual_usd',
  'shadow_usd',
  'error_usd',
  'unpriced',
  'estimated',
] as const;
export const rollupNames = [
  'requests',
  'edited',
  'failed_open',
  'errors',
  'tokens_not_sent',
  'tokens_removed_once',
  ...sumNames,
] as const;

/** @throws the database's error when the schema is not the expected one. */
export function createWriter(db: DatabaseSync): Writer {
  const exchange = createExchangeWriter(db);
  const trust = createTrust(db);
  const effects = createEffectWriter(db);
  const memory = db.prepare(`INSERT INTO conversations (conversation, first_at, last_at, memory)
    VALUES (:conversation, :at, :at, :memory) ON CONFLICT (conversation) DO UPDATE
    SET memory = excluded.memory, last_at = max(last_at, excluded.last_at)`);
  const write = (item: Write): boolean => {
    switch (item.kind) {
      case 'exchange':
        return exchange(item.pending);
      case 'memory':
        memory.run({ conversation: item.conversation, at: item.at, memory: JSON.stringify(item.memory) });
        return true;
      case 'recall':
        effects.addOutcomes(trust.countRecall(item.originalId, item.at), item.at);
        return true;
    }
  };
  return { write };
}

function createExchangeWriter(db: DatabaseSync): (pending: Pending) => boolean {
  let insert: StatementSync | null = null;
  const detail = db.prepare('INSERT OR IGNORE INTO details (id, at, body) VALUES (:id, :at, :body)');
  const rollup = db.prepare(`INSERT INTO rollups (hour, model, client, ${rollupNames.join(', ')})
    VALUES (:hour, :model, :client, ${rollupNames.map((name) => `:${name}`).join(', ')})
    ON CONFLICT (hour, model, client) DO UPDATE SET ${addAll(rollupNames)}`);
  const latency = db.prepare(`INSERT INTO latencies (hour, bucket, count) VALUES (:hour, :bucket, 1)
    ON CONFLICT (hour, bucket) DO UPDATE SET count = count + 1`);
  const conversation = createConversationWriter(db);
  const trust = createTrust(db);
  const effects = createEffectWriter(db);
  const broken = db.prepare(`INSERT INTO breaks (hour, cause, count, usd) VALUES (:hour, :cause, 1, :usd)
    ON CONFLICT (hour, cause) DO UPDATE SET count = count + 1, usd = usd + excluded.usd`);
  const original = db.prepare(`INSERT INTO originals (id, used_at, made_by) VALUES (:id, :at, :madeBy)
    ON CONFLICT (id) DO UPDATE SET used_at = max(used_at, excluded.used_at), made_by = excluded.made_by`);
  const use = db.prepare('INSERT OR IGNORE INTO original_uses (id, conversation) VALUES (:id, :conversation)');
  const calibration = db.prepare(`INSERT INTO calibrations (model, state) VALUES (:model, :state)
    ON CONFLICT (model) DO UPDATE SET state = excluded.state`);
  return (pending) => {
    const columns = makeColumns(pending);
    const names = Object.keys(columns);
    insert ??= db.prepare(
      `INSERT INTO exchanges (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})
        ON CONFLICT (id) DO NOTHING`,
    );
    if (Number(insert.run(columns).changes) === 0) return false;
    const { exchange, billed } = pending;
    const hour = Math.floor(exchange.at / hourMs);
    if (exchange.segments.length > 0 || exchange.usage !== null) {
      detail.run({ id: exchange.id, at: Math.round(exchange.at), body: packDetail(pending) });
    }
    rollup.run({ hour, model: exchange.model, client: exchange.client, ...makeRollup(pending) });
    latency.run({ hour, bucket: bucketOf(exchange.addedMs) });
    conversation(pending);
    if (billed.breakCause !== null) broken.run({ hour, cause: billed.breakCause, usd: billed.breakUsd });
    const outcomes = findOutcomes(exchange);
    trust.count(outcomes, exchange.at);
    effects.add(billed.effects, exchange.at);
    effects.addOutcomes(outcomes, exchange.at);
    for (const { originalId, by } of exchange.segments) {
      if (originalId === null) continue;
      original.run({ id: originalId, at: Math.round(exchange.at), madeBy: by.join() });
      use.run({ id: originalId, conversation: exchange.conversation });
    }
    if (billed.calibration !== null) calibration.run({ ...billed.calibration });
    return true;
  };
}

function createConversationWriter(db: DatabaseSync): (pending: Pending) => void {
  const breakNames = breakCauses.map((cause) => `breaks_${cause}` as const);
  const added = ['turns', ...sumNames, ...breakNames] as const;
  const upsert =
    db.prepare(`INSERT INTO conversations (conversation, client, project, model, first_at, last_at, held_out, state, ${added.join(', ')})
    VALUES (:conversation, :client, :project, :model, :at, :at, :heldOut, :state, ${added.map((name) => `:${name}`).join(', ')})
    ON CONFLICT (conversation) DO UPDATE SET ${addAll(added)},
      client = iif(excluded.client = '', client, excluded.client),
      project = iif(excluded.project = '', project, excluded.project),
      model = iif(excluded.model = '', model, excluded.model),
      first_at = min(first_at, excluded.first_at),
      last_at = max(last_at, excluded.last_at),
      held_out = max(held_out, excluded.held_out),
      state = coalesce(excluded.state, state)`);
  return ({ exchange, billed }) => {
    if (exchange.conversation === '') return;
    const broken = Object.fromEntries(
      breakCauses.map((cause) => [`breaks_${cause}`, billed.breakCause === cause ? 1 : 0]),
    );
    upsert.run({
      conversation: exchange.conversation,
      client: exchange.client,
      project: exchange.project,
      model: exchange.model,
      at: Math.round(exchange.at),
      heldOut: exchange.treatment === 'holdout' ? 1 : 0,
      state: billed.conversationState,
      turns: 1,
      ...makeSums(exchange.usage, billed),
      ...broken,
    });
  };
}

export function addAll(names: readonly string[]): string {
  return names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');
}

function makeRollup({ exchange, billed }: Pending): Record<string, number> {
  return {
    requests: 1,
    edited: exchange.treatment === 'edited' ? 1 : 0,
    failed_open: exchange.treatment === 'failed-open' ? 1 : 0,
    errors: isError(exchange.status) ? 1 : 0,
    tokens_not_sent: billed.tokensNotSent,
    tokens_removed_once: billed.tokensRemovedOnce,
    ...makeSums(exchange.usage, billed),
  };
}

/** No answer (0) or a refusal; 1xx to 3xx are answers. */
export function isError(status: number): boolean {
  return status === 0 || status >= 400;
}

/**
 * Segments and classes, deflated: a long conversation names hundreds of segments in every request. With the usual window
 * half of the time goes into getting 256 KB for each; texts of this kind come out as short with less.
 */
function packDetail({ exchange, billed }: Pending): Uint8Array {
  const json = JSON.stringify({ segments: exchange.segments, classes: billed.classes });
  return deflateRawSync(json, { level: 3, windowBits: 13, memLevel: 6 });
}
