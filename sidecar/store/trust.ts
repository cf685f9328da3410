import type { DatabaseSync } from 'node:sqlite';
import type { Evidence } from '../contract/api.ts';
import type { Exchange, ExchangeSegment } from '../contract/exchange.ts';
import type { Row } from './rows.ts';

/** What was seen counts half as much after a fortnight: compressors change, and so does what people do. */
const HALF_LIFE_MS = 14 * 86_400_000;
/** Fewer edits say nothing about a compressor. */
const LEAST_EDITS = 20;
/** A share of edits that were not enough for the reader from which on a compressor leaves nothing out any more. */
const GENTLE_SHARE = 0.15;

/** What happened to the edits of one compressor that left something out. */
export interface Outcome {
  readonly compressor: string;
  readonly what: 'edits' | 'recalls' | 'reruns';
}

/**
 * What a new request tells about earlier edits of its conversation: which were made now, which originals were read, and
 * which commands were run again right after their result had been shortened.
 */
export function findOutcomes({ segments, treatment }: Pick<Exchange, 'segments' | 'treatment'>): readonly Outcome[] {
  if (treatment !== 'edited') return [];
  const blame = (segment: ExchangeSegment, what: Outcome['what']): Outcome[] =>
    segment.by.map((compressor) => ({ compressor, what }));
  return segments.flatMap((segment, at) => {
    if (!segment.isNew) return [];
    const asked = findAsked(segment);
    const recalled = asked === null ? undefined : segments.slice(0, at).find(({ originalId }) => originalId === asked);
    if (recalled !== undefined) return blame(recalled, 'recalls');
    const before = segments[at - 1];
    const isAgain = before !== undefined && !before.isNew && before.lossy !== null && isSameCall(before, segment);
    return [...(isAgain ? blame(before, 'reruns') : []), ...(segment.lossy !== null ? blame(segment, 'edits') : [])];
  });
}

/** The id of the original that a tool call reads, by its file or by `headroom show`. */
function findAsked({ command, path }: ExchangeSegment): string | null {
  const text = `${command}\n${path}`;
  const match = /originals[\\/]([0-9a-f]{20})\.txt|headroom\s+show\s+(?:\S+\s+)*?([0-9a-f]{20})\b/.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

function isSameCall(one: ExchangeSegment, other: ExchangeSegment): boolean {
  return one.command !== '' && one.tool === other.tool && one.command === other.command && one.path === other.path;
}

export interface Trust {
  /** Counts outcomes at a moment. Must run inside a transaction. */
  count(outcomes: readonly Outcome[], at: number): void;
  /** Counts the recall of an original that came from outside of a conversation. @returns what was counted */
  countRecall(originalId: string, at: number): readonly Outcome[];
  read(now: number): Evidence['trust'];
}

export function createTrust(db: DatabaseSync): Trust {
  const select = db.prepare('SELECT * FROM trust WHERE compressor = ?');
  const upsert = db.prepare(`INSERT OR REPLACE INTO trust (compressor, at, edits, recalls, reruns)
    VALUES (:compressor, :at, :edits, :recalls, :reruns)`);
  const all = db.prepare('SELECT * FROM trust ORDER BY compressor');
  const maker = db.prepare('SELECT made_by FROM originals WHERE id = ?');
  const count = (outcomes: readonly Outcome[], at: number): void => {
    for (const { compressor, what } of outcomes) {
      const known = select.get(compressor) as Row | undefined;
      const sums = known === undefined ? { edits: 0, recalls: 0, reruns: 0 } : fade(known, at);
      upsert.run({ compressor, at: Math.round(at), ...sums, [what]: sums[what] + 1 });
    }
  };
  return {
    count,
    countRecall(originalId, at) {
      const madeBy = String((maker.get(originalId) as Row | undefined)?.made_by ?? '');
      const compressors = madeBy === '' ? [] : madeBy.split(',');
      const outcomes = compressors.map((compressor) => ({ compressor, what: 'recalls' as const }));
      count(outcomes, at);
      return outcomes;
    },
    read: (now) =>
      (all.all() as Row[]).map((row) => {
        const sums = fade(row, now);
        const isGentle = sums.edits >= LEAST_EDITS && (sums.recalls + sums.reruns) / sums.edits > GENTLE_SHARE;
        return { compressor: String(row.compressor), ...sums, isGentle };
      }),
  };
}

function fade(row: Row, now: number): Record<Outcome['what'], number> {
  const share = 0.5 ** (Math.max(0, now - Number(row.at)) / HALF_LIFE_MS);
  return { edits: Number(row.edits) * share, recalls: Number(row.recalls) * share, reruns: Number(row.reruns) * share };
}
