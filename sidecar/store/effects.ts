import type { DatabaseSync } from 'node:sqlite';
import type { CompressorEffect, Effects } from '../contract/api.ts';
import type { Effect } from '../contract/billing.ts';
import type { Row } from './rows.ts';
import { createTrust, type Outcome } from './trust.ts';

const hourMs = 3_600_000;

export const effectNames = [
  'seen',
  'shortened',
  'lossy',
  'tokens_before',
  'tokens_removed',
  'tokens_not_sent',
  'saved_usd',
  'error_usd',
  'unpriced',
  'recalls',
  'reruns',
] as const;

/** Adds to the sums of an hour. Must run inside a transaction. */
export interface EffectWriter {
  add(effects: readonly Effect[], at: number): void;
  /** Edits whose text was asked for after all, or whose command was run again; edits themselves are in {@link add}. */
  addOutcomes(outcomes: readonly Outcome[], at: number): void;
}

export function createEffectWriter(db: DatabaseSync): EffectWriter {
  const upsert = db.prepare(`INSERT INTO effects (hour, compressor, ${effectNames.join(', ')})
    VALUES (:hour, :compressor, ${effectNames.map((name) => `:${name}`).join(', ')})
    ON CONFLICT (hour, compressor) DO UPDATE SET ${effectNames.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`);
  const nothing = Object.fromEntries(effectNames.map((name) => [name, 0]));
  return {
    add(effects, at) {
      for (const { tokensBefore, tokensRemoved, tokensNotSent, savedUsd, errorUsd, ...rest } of effects) {
        upsert.run({
          ...nothing,
          ...rest,
          hour: Math.floor(at / hourMs),
          ...{ tokens_before: tokensBefore, tokens_removed: tokensRemoved, tokens_not_sent: tokensNotSent },
          ...{ saved_usd: savedUsd, error_usd: errorUsd },
        });
      }
    },
    addOutcomes(outcomes, at) {
      for (const { compressor, what } of outcomes) {
        if (what !== 'edits') upsert.run({ ...nothing, hour: Math.floor(at / hourMs), compressor, [what]: 1 });
      }
    },
  };
}

/**
 * What each compressor did in a span, the largest first: from the hourly sums, so that 100,000 exchanges cost as much as
 * one. The hours at both ends count whole. @param now clock in ms
 */
export function createEffects(
  db: DatabaseSync,
  now: () => number,
): (span: { sinceMs: number; untilMs: number }) => Effects {
  const trust = createTrust(db);
  const sums = db.prepare(`SELECT compressor, ${effectNames.map((name) => `sum(${name}) AS ${name}`).join(', ')}
    FROM effects WHERE hour >= ? AND hour <= ? GROUP BY compressor ORDER BY tokens_removed DESC, seen DESC, compressor`);
  const first = db.prepare('SELECT min(hour) AS hour FROM effects');
  return ({ sinceMs, untilMs }) => {
    const rows = sums.all(Math.floor(sinceMs / hourMs), Math.floor(untilMs / hourMs)) as Row[];
    const { hour = null } = (first.get() ?? {}) as Row;
    const trusted = new Map(trust.read(now()).map((each) => [each.compressor, each]));
    return {
      ...{ sinceMs, untilMs },
      countedSinceMs: hour === null ? null : Number(hour) * hourMs,
      compressors: rows.map((row) => readEffect(row, trusted.get(String(row.compressor))?.isGentle ?? false)),
    };
  };
}

function readEffect(row: Row, isGentle: boolean): CompressorEffect {
  const number = (name: (typeof effectNames)[number]): number => Number(row[name] ?? 0);
  const [savedUsd, errorUsd, unpricedRequests] = [number('saved_usd'), number('error_usd'), number('unpriced')];
  // Where nothing could be told apart there is no figure, rather than a zero.
  const isKnown = number('tokens_not_sent') === 0 || unpricedRequests === 0 || savedUsd !== 0;
  return {
    compressor: String(row.compressor),
    seen: number('seen'),
    shortened: number('shortened'),
    lossy: number('lossy'),
    tokensBefore: number('tokens_before'),
    tokensRemoved: number('tokens_removed'),
    tokensNotSent: number('tokens_not_sent'),
    savedUsd: isKnown ? savedUsd : null,
    errorUsd: isKnown ? errorUsd : null,
    unpricedRequests,
    recalls: number('recalls'),
    reruns: number('reruns'),
    isGentle,
  };
}
