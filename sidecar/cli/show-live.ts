import type { Store } from '../store/types.ts';
import { createLiveLine } from './live-line.ts';
import { formatLive } from './summary-text.ts';
import type { Output } from './types.ts';

/** A burst of requests is summed up once in this time. */
const REFRESH_MS = 1000;

/**
 * Keeps one line about this run up to date.
 * @returns a handle whose end() shows the last figures and stops; calling it twice is harmless.
 */
export function showLive(store: Pick<Store, 'summary' | 'onRecorded'>, output: Output): { end(): Promise<void> } {
  const sinceMs = Date.now();
  const line = createLiveLine(output);
  let isStale = true;
  let hasEnded = false;
  let asking: Promise<string> | null = null;
  const unsubscribe = store.onRecorded(() => {
    isStale = true;
  });
  const ask = async (): Promise<string> => {
    isStale = false;
    try {
      return formatLive(await store.summary({ sinceMs, untilMs: Date.now() }));
    } catch (error) {
      // A locked or moved ledger is told, not thrown: the proxy itself goes on.
      isStale = true;
      return `no figures: ${(error as Error).message}`;
    } finally {
      asking = null;
    }
  };
  let text = formatLive(null);
  const refresh = async (): Promise<void> => {
    if (isStale) {
      asking ??= ask();
      text = await asking;
    }
    if (!hasEnded) line.show(text);
  };
  // Also without news: what was held back in a log file is shown when its pause is over.
  const timer = setInterval(() => void refresh(), REFRESH_MS).unref();
  void refresh();
  return {
    async end() {
      if (hasEnded) return;
      clearInterval(timer);
      unsubscribe();
      await asking;
      isStale = true;
      await refresh();
      hasEnded = true;
      line.end();
    },
  };
}
