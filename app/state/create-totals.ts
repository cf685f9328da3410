import { onCleanup } from 'solid-js';
import type { Summary } from '../../sidecar/contract/api.ts';
import { startOf } from './calendar.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface Totals {
  readonly today: Summary;
  readonly month: Summary;
  readonly all: Summary;
}

/** Under traffic the totals are asked for at most once in this time. */
const SETTLE_MS = 1_000;
/** Days change without traffic, too. */
const RENEW_MS = 60_000;

/** Sums of today, of this month and of all time; refreshed by traffic. */
export function createTotals({ client, live }: Session): Loaded<Totals> {
  const loaded = createLoaded(async () => {
    const untilMs = Date.now();
    const [today, month, all] = await Promise.all(
      [startOf('day', untilMs), startOf('month', untilMs), 0].map((sinceMs) => client.summary({ sinceMs, untilMs })),
    );
    return { today, month, all } as Totals;
  });
  let settling: ReturnType<typeof setTimeout> | undefined;
  live.onExchange(() => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void loaded.reload();
    }, SETTLE_MS);
  });
  live.onReturn(() => void loaded.reload());
  const renewing = setInterval(() => void loaded.reload(), RENEW_MS);
  onCleanup(() => {
    clearTimeout(settling);
    clearInterval(renewing);
  });
  void loaded.reload();
  return loaded;
}
