import type { Store } from '../store/types.ts';
import { createLiveLine } from './live-line.ts';
import { formatLive } from './summary-text.ts';
import type { Output } from './types.ts';

/** A burst of requests is summed up once in this time. */
const REFRESH_MS = 1000;

/**
 * Keeps one line about this run up to date.
 * @returns a handle whose end() leaves the last text and stops; calling it twice is harmless.
 */
export function showLive(store: Pick<Store, 'summary' | 'onRecorded'>, output: Output): { end(): void } {
  const sinceMs = Date.now();
  const line = createLiveLine(output);
  let isStale = true;
  let isAsking = false;
  let hasEnded = false;
  const unsubscribe = store.onRecorded(() => {
    isStale = true;
  });
  let text = formatLive(null);
  const refresh = async (): Promise<void> => {
    if (isStale && !isAsking) {
      isAsking = true;
      isStale = false;
      try {
        text = formatLive(await store.summary({ sinceMs, untilMs: Date.now() }));
      } catch (error) {
        // A locked or moved ledger is told, not thrown: the proxy itself goes on.
        text = `no figures: ${(error as Error).message}`;
        isStale = true;
      } finally {
        isAsking = false;
      }
    }
    if (!hasEnded) line.show(text);
  };
  // Also without news: what was held back on a slow log file is shown when its pause is over.
  const timer = setInterval(() => void refresh(), REFRESH_MS).unref();
  void refresh();
  return {
    end() {
      if (hasEnded) return;
      hasEnded = true;
      clearInterval(timer);
      unsubscribe();
      line.end();
    },
  };
}
