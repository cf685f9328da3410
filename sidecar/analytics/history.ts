import type { History, HistoryBucket, HistoryQuestion, HistorySums } from '../contract/api.ts';
import { sumInput } from './cost.ts';
import { addRows, groupBy, makeBill, makeUsage, type Sums } from './rollups.ts';
import type { HourRow } from './types.ts';

const hourMs = 3_600_000;

/**
 * Sums per hour, day or month of this computer's time zone. Where the zone is off by part of an hour, an hour counts for
 * the day in which it begins.
 * @param rows hourly sums, at least those of the buckets that the span touches; others are left out.
 */
export function makeHistory({ by, group, sinceMs, untilMs }: HistoryQuestion, rows: readonly HourRow[]): History {
  const starts: number[] = [];
  for (let at = startOf(by, sinceMs); at <= untilMs; at = startOf(by, at, 1)) starts.push(at);
  const byStart = new Map<number, HourRow[]>(starts.map((start) => [start, []]));
  for (const row of rows) byStart.get(startOf(by, row.hour * hourMs))?.push(row);
  const buckets = [...byStart].map(([startMs, members]): HistoryBucket => {
    const total = addRows(members);
    const groups = group === null ? [] : groupBy(members, group).map(([name, sums]) => ({ name, ...makeSums(sums) }));
    const { edited, failedOpen, errors } = total;
    return { startMs, endMs: startOf(by, startMs, 1), ...makeSums(total), edited, failedOpen, errors, groups };
  });
  return { by, group, buckets };
}

/** Begin of the bucket that holds a moment, or of one that many later. Days have 23 to 25 hours, months 28 to 31 days. */
function startOf(by: History['by'], at: number, later = 0): number {
  if (by === 'hour') return (Math.floor(at / hourMs) + later) * hourMs;
  const date = new Date(at);
  const day = by === 'day' ? date.getDate() + later : 1;
  return new Date(date.getFullYear(), date.getMonth() + (by === 'month' ? later : 0), day).getTime();
}

function makeSums(total: Sums): HistorySums {
  const usage = makeUsage(total);
  const input = sumInput(usage);
  return {
    requests: total.requests,
    usage,
    tokensNotSent: total.tokensNotSent,
    tokensRemovedOnce: total.tokensRemovedOnce,
    bill: makeBill(total),
    cacheHitRate: input === 0 ? null : usage.read / input,
  };
}
