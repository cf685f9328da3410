import type { PriceList } from '../analytics/index.ts';
import type { TranscriptCount } from '../insights/index.ts';
import { makeReport, readEvents, reportUsage, type Surroundings, UsageLog } from '../transcripts/index.ts';

/** Answers per client in the transcripts of a span, each counted once. */
export async function countTranscripts(
  surroundings: Surroundings,
  span: { sinceMs: number; untilMs: number },
  prices: PriceList,
): Promise<readonly TranscriptCount[]> {
  const logs = new Map<string, UsageLog>();
  for await (const event of readEvents({ ...surroundings, sinceMs: span.sinceMs, wanted: 'usage' }, makeReport())) {
    if (event.kind !== 'usage') continue;
    const log = logs.get(event.client) ?? new UsageLog();
    logs.set(event.client, log);
    log.add(event);
  }
  return [...logs].map(([client, log]) => {
    const { requests, costUsd } = reportUsage(log, { by: 'model', ...span }, prices.costUsd).total;
    return { client, requests, costUsd };
  });
}
