import type { LogEntry } from '../contract/logs.ts';

/** The same sentence again within this time is counted, not written: a provider that is down says it with every request. */
const SAME_MS = 60_000;
/** Different sentences whose repetitions are counted. */
const MOST_KNOWN = 100;

interface Repetition {
  readonly entry: LogEntry;
  readonly until: number;
  count: number;
}

export interface Repetitions {
  /** True when the same was said a moment ago: it has been counted. */
  isRepeated(entry: LogEntry): boolean;
  /** Tells what was counted. */
  end(): void;
}

/** @param tell gets a line for those that were only counted; @param now ms */
export function createRepetitions(tell: (entry: LogEntry) => void, now: () => number): Repetitions {
  const known = new Map<string, Repetition>();
  const forget = (key: string): void => {
    const { entry, count } = known.get(key) ?? { entry: null, count: 0 };
    known.delete(key);
    if (entry !== null && count > 0)
      tell({ ...entry, detail: null, about: null, text: `${entry.text} – ${count} more like it` });
  };
  return {
    isRepeated(entry) {
      const key = `${entry.level} ${entry.source} ${entry.text}`;
      const before = known.get(key);
      if (before !== undefined && now() < before.until) {
        before.count += 1;
        return true;
      }
      forget(key);
      const [oldest] = known.keys();
      if (oldest !== undefined && known.size >= MOST_KNOWN) forget(oldest);
      known.set(key, { entry, until: now() + SAME_MS, count: 0 });
      return false;
    },
    end() {
      for (const key of [...known.keys()]) forget(key);
    },
  };
}
