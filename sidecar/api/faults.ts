import type { ExchangeRow } from '../contract/api.ts';
import type { Faults } from './types.ts';

const spanMs = 10 * 60_000;
/** Of a storm of faults only the newest are kept; more than this is "many" to anybody. */
const maxKept = 1000;

/** Counts the failed-open requests of the last ten minutes by their code. */
export function createFaults(): Faults & { add(row: Pick<ExchangeRow, 'at' | 'treatment' | 'fault'>): void } {
  let kept: { readonly at: number; readonly code: string }[] = [];
  return {
    add({ at, treatment, fault }) {
      if (treatment === 'failed-open') kept = [...kept, { at, code: fault ?? 'unknown' }].slice(-maxKept);
    },
    count(now) {
      kept = kept.filter(({ at }) => now - at < spanMs);
      const counts = new Map<string, number>();
      for (const { code } of kept) counts.set(code, (counts.get(code) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1]);
    },
  };
}
