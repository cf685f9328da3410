import type { History, HistoryBucket } from '../../../sidecar/contract/api.ts';
import { clientName } from '../../state/describe-exchange.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

export type Measure = 'usd' | 'tokens';
type Sums = Pick<HistoryBucket, 'bill' | 'usage' | 'tokensNotSent' | 'cacheHitRate' | 'requests'>;

/** One place of the chart. Dollars or tokens; null when no price is known. */
export interface Bar {
  readonly startMs: number;
  readonly endMs: number;
  readonly spent: number | null;
  /** What it would have been without Headroom. */
  readonly would: number | null;
  readonly cacheHitRate: number | null;
  readonly requests: number;
}

/** @param only the one client or model that is shown; null = all */
export function makeBars(history: History, measure: Measure, only: string | null): readonly Bar[] {
  return history.buckets.map((bucket) => {
    const sums: Sums | undefined = only === null ? bucket : bucket.groups.find((group) => group.name === only);
    const { startMs, endMs } = bucket;
    if (sums === undefined) return { startMs, endMs, spent: 0, would: 0, cacheHitRate: null, requests: 0 };
    return { startMs, endMs, ...measureSums(sums, measure), ...pickFacts(sums) };
  });
}

function pickFacts({ cacheHitRate, requests }: Sums): Pick<Bar, 'cacheHitRate' | 'requests'> {
  return { cacheHitRate, requests };
}

function measureSums({ bill, usage, tokensNotSent }: Sums, measure: Measure): Pick<Bar, 'spent' | 'would'> {
  if (measure === 'usd') return { spent: bill.actualUsd, would: bill.shadowUsd };
  const spent = usage.fresh + usage.write5m + usage.write1h + usage.read;
  return { spent, would: Math.max(0, spent + tokensNotSent) };
}

/** One client or model over everything that is shown. */
export interface GroupLine {
  /** As the ledger has it. */
  readonly name: string;
  /** As people know it. */
  readonly title: string;
  readonly requests: number;
  readonly spent: number | null;
  readonly would: number | null;
}

/** The clients or models of what is shown, the most expensive first. */
export function makeGroupLines(history: History, measure: Measure): readonly GroupLine[] {
  const names = [...new Set(history.buckets.flatMap((bucket) => bucket.groups.map((group) => group.name)))];
  return names
    .map((name) => {
      const bars = makeBars(history, measure, name);
      const title = history.group === 'client' ? clientName(name) : name || texts().words.unnamedModel;
      return {
        name,
        title,
        requests: bars.reduce((sum, bar) => sum + bar.requests, 0),
        spent: sumKnown(bars.map((bar) => bar.spent)),
        would: sumKnown(bars.map((bar) => bar.would)),
      };
    })
    .sort((a, b) => (b.would ?? 0) - (a.would ?? 0) || b.requests - a.requests);
}

/** Null when nothing is known. */
function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 && values.length > 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Where the spent part ends and where the bar ends; a loss ends above what it would have been. */
export function stack(bars: readonly Bar[]): {
  readonly base: readonly (number | null)[];
  readonly top: readonly (number | null)[];
  readonly inks: readonly ('kept' | 'warn')[];
} {
  const pair = ({ spent, would }: Bar): readonly [number, number] | null =>
    spent === null || would === null ? null : [Math.min(spent, would), Math.max(spent, would)];
  return {
    base: bars.map((bar) => pair(bar)?.[0] ?? null),
    top: bars.map((bar) => pair(bar)?.[1] ?? null),
    inks: bars.map(({ spent, would }) => ((spent ?? 0) > (would ?? 0) ? 'warn' : 'kept')),
  };
}

/** Words under the chart: enough to find one's way, few enough to be read on a small screen. */
export function makeTicks(
  history: Pick<History, 'by'>,
  bars: readonly Pick<Bar, 'startMs'>[],
  formats: Formats,
): readonly { readonly at: number; readonly text: string }[] {
  const step = history.by === 'hour' ? 6 : Math.max(1, Math.ceil(bars.length / 6));
  return bars.flatMap(({ startMs }, at) => {
    if (history.by === 'hour' ? new Date(startMs).getHours() % step !== 0 : at % step !== 0) return [];
    return [{ at, text: nameShort(history.by, startMs, formats) }];
  });
}

function nameShort(by: History['by'], startMs: number, formats: Formats): string {
  if (by === 'hour') return formats.hour(startMs);
  return by === 'day' ? formats.day(startMs, 'short') : formats.monthShort(startMs);
}

/** "14:00 – 15:00", "27 November", "November 2026". */
export function nameBar(by: History['by'], bar: Pick<Bar, 'startMs' | 'endMs'>, formats: Formats): string {
  if (by === 'hour') return `${formats.hour(bar.startMs)} – ${formats.hour(bar.endMs)}`;
  return by === 'day' ? formats.day(bar.startMs) : formats.month(bar.startMs);
}

/** The figures of one place, as they are read aloud. */
export function readBar(bar: Bar, name: string, write: (value: number) => string): string {
  const { noRequests, noPrice, readSaved, readLost } = texts().home.history;
  if (bar.requests === 0) return noRequests(name);
  if (bar.spent === null || bar.would === null) return noPrice(name, bar.requests);
  const read = bar.spent > bar.would ? readLost : readSaved;
  return read(name, write(bar.spent), write(bar.would), write(Math.abs(bar.would - bar.spent)));
}

/** The places with requests as lines of a table: when, spent, what it would have been, share read from the cache. */
export function tabulate(
  by: History['by'],
  bars: readonly Bar[],
  write: (value: number) => string,
  formats: Formats,
): readonly (readonly string[])[] {
  const figure = (value: number | null, say: (known: number) => string): string => (value === null ? '–' : say(value));
  return bars
    .filter((bar) => bar.requests > 0)
    .map((bar) => [
      nameBar(by, bar, formats),
      figure(bar.spent, write),
      figure(bar.would, write),
      figure(bar.cacheHitRate, formats.share),
    ]);
}

/** The last place with requests; the last of all when there is none. */
export function lastBusy(bars: readonly Bar[]): number {
  const found = bars.findLastIndex((bar) => bar.requests > 0);
  return found < 0 ? bars.length - 1 : found;
}

const columns = [
  'start',
  'end',
  'name',
  'requests',
  'spent_usd',
  'without_headroom_usd',
  'saved_usd',
  'basis',
  'prompt_tokens',
  'output_tokens',
  'tokens_not_sent',
  'cache_hit_rate',
] as const;

/** What is shown as CSV (RFC 4180), times in ISO 8601; a line per place, or per client or model of each. */
export function makeCsv(history: History): string {
  const lines = history.buckets.flatMap((bucket) => {
    const parts = history.group === null ? [{ name: 'all', ...bucket }] : bucket.groups;
    return parts.map(({ name, requests, bill, usage, tokensNotSent, cacheHitRate }) => [
      new Date(bucket.startMs).toISOString(),
      new Date(bucket.endMs).toISOString(),
      name,
      requests,
      bill.actualUsd,
      bill.shadowUsd,
      bill.savedUsd,
      bill.basis,
      usage.fresh + usage.write5m + usage.write1h + usage.read,
      usage.output,
      tokensNotSent,
      cacheHitRate,
    ]);
  });
  return [columns, ...lines].map((line) => `${line.map(escapeField).join(',')}\r\n`).join('');
}

function escapeField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  // A name that begins like a formula would be run by a spreadsheet.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
