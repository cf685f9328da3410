import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { History, HistoryBucket, HistoryQuestion } from '../../sidecar/contract/api.ts';
import { startOf } from './calendar.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export type { History, HistoryBucket } from '../../sidecar/contract/api.ts';
export type SpanChoice = 'day' | 'month' | 'all';
export type GroupChoice = 'none' | 'client' | 'model';

export interface HistoryState {
  readonly loaded: Loaded<History>;
  readonly span: Accessor<SpanChoice>;
  readonly group: Accessor<GroupChoice>;
  /** First moment of what is shown. */
  readonly startMs: Accessor<number>;
  readonly canGoBack: Accessor<boolean>;
  readonly canGoOn: Accessor<boolean>;
  chooseSpan(span: SpanChoice): void;
  chooseGroup(group: GroupChoice): void;
  /** To the day or month before (-1) or after (1). */
  move(by: -1 | 1): void;
}

/** Months that are looked through for the first request. */
const LONGEST_MONTHS = 60;
/** All time is shown by day as long as it is not longer than so many months. */
const DAYS_UP_TO_MONTHS = 2;
const SETTLE_MS = 2_000;
const RENEW_MS = 60_000;

/** What was spent over time. Asked for again under traffic when the span that is shown holds this moment. */
export function createHistory({ client, live }: Session): HistoryState {
  const [span, setSpan] = createSignal<SpanChoice>('day');
  const [group, setGroup] = createSignal<GroupChoice>('none');
  const [startMs, setStart] = createSignal(startOf('day', Date.now()));
  const months = createLoaded(async () => {
    const untilMs = Date.now();
    const sinceMs = Math.max(0, startOf('month', untilMs, 1 - LONGEST_MONTHS));
    return trimStart((await client.history({ by: 'month', group: null, sinceMs, untilMs })).buckets);
  });
  const firstMs = createMemo(() => months.value()?.[0]?.startMs ?? startOf('month', Date.now()));
  const loaded = createLoaded(() =>
    client.history(makeQuestion({ span: span(), startMs: startMs(), firstMs: firstMs(), nowMs: Date.now() }, group())),
  );
  const endMs = (): number => (span() === 'all' ? Number.POSITIVE_INFINITY : nextOf(span(), startMs()));
  const isNow = (): boolean => endMs() > Date.now();
  createEffect(on([span, group, startMs, firstMs], () => void loaded.reload()));
  let settling: ReturnType<typeof setTimeout> | undefined;
  live.onExchange(() => {
    settling ??= setTimeout(() => {
      settling = undefined;
      if (months.value()?.length === 0) void months.reload();
      if (isNow()) void loaded.reload();
    }, SETTLE_MS);
  });
  live.onReturn(() => {
    void months.reload();
    void loaded.reload();
  });
  const renewing = setInterval(() => isNow() && void loaded.reload(), RENEW_MS);
  onCleanup(() => {
    clearTimeout(settling);
    clearInterval(renewing);
  });
  void months.reload();
  return {
    loaded,
    span,
    group,
    startMs,
    canGoBack: () => span() !== 'all' && startMs() > firstMs(),
    canGoOn: () => span() !== 'all' && !isNow(),
    chooseSpan: (next) => {
      // The month of the day that was shown; the last day of the month.
      const at = next === 'day' && span() === 'month' ? nextOf('month', startMs()) - 1 : startMs();
      setStart(next === 'all' ? startMs() : startOf(next, Math.min(Date.now(), at)));
      setSpan(next);
    },
    chooseGroup: setGroup,
    move: (by) => {
      const name = span();
      if (name !== 'all') setStart(startOf(name, startMs(), by));
    },
  };
}

/** Hours of a day, days of a month, and of all time days or months, whichever can be read. */
export function makeQuestion(
  shown: { span: SpanChoice; startMs: number; firstMs: number; nowMs: number },
  group: GroupChoice,
): HistoryQuestion {
  const { span, startMs, firstMs, nowMs } = shown;
  const grouped = group === 'none' ? null : group;
  if (span === 'day') return { by: 'hour', group: grouped, sinceMs: startMs, untilMs: nextOf('day', startMs) - 1 };
  if (span === 'month') return { by: 'day', group: grouped, sinceMs: startMs, untilMs: nextOf('month', startMs) - 1 };
  const isShort = startOf('month', nowMs, -DAYS_UP_TO_MONTHS) < firstMs;
  return { by: isShort ? 'day' : 'month', group: grouped, sinceMs: firstMs, untilMs: nowMs };
}

function nextOf(span: SpanChoice, atMs: number): number {
  return span === 'all' ? Number.POSITIVE_INFINITY : startOf(span, atMs, 1);
}

/** Without the buckets before the first request. */
export function trimStart(buckets: readonly HistoryBucket[]): readonly HistoryBucket[] {
  const first = buckets.findIndex((bucket) => bucket.requests > 0);
  return first < 0 ? [] : buckets.slice(first);
}
