import type { History } from '../contract/api.ts';
import type { UsageStudy } from '../contract/studies.ts';

/** Since when each client is in the ledger, by the day of its first exchange. @param history days, grouped by client, oldest first */
export function findConnected({ buckets }: Pick<History, 'buckets'>): UsageStudy['connected'] {
  const since = new Map<string, number>();
  for (const { startMs, groups } of buckets) {
    for (const { name, requests } of groups) if (requests > 0 && !since.has(name)) since.set(name, startMs);
  }
  return [...since].map(([client, sinceMs]) => ({ client, sinceMs }));
}
