import { join } from 'node:path';
import { createPriceList, type PriceList } from '../analytics/index.ts';
import type { Summary } from '../contract/api.ts';
import type { InsightReport } from '../contract/insights.ts';
import type { Settings } from '../contract/settings.ts';
import { insightRules, judge, reportInsights, type TranscriptCount } from '../insights/index.ts';
import { readHead } from '../machine/index.ts';
import { readOwnPrices } from '../prices/index.ts';
import { createStore, readToken } from '../store/index.ts';
import type { Surroundings } from '../transcripts/index.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';
import { countTranscripts } from './transcript-counts.ts';

const DAY_MS = 86_400_000;

/** What the ledger and the transcripts of the last days teach; the running Headroom is asked where there is one. */
export async function readInsights(
  settings: Settings,
  days: number,
  surroundings: Surroundings,
): Promise<InsightReport> {
  const untilMs = Date.now();
  const span = { sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs };
  const prices = createPriceList(await readOwnPrices(settings.home));
  const transcripts = await countTranscripts(surroundings, span, prices);
  const running = await askRunning(settings, days);
  return running === null
    ? readLedger(settings, span, { transcripts, costUsd: prices.costUsd })
    : compare(running, transcripts, prices);
}

/** What a running Headroom with this home says; null when there is none. */
async function askRunning(
  settings: Settings,
  days: number,
): Promise<{ report: InsightReport; summary: Summary } | null> {
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { host, port, home } = settings;
  const common = { host, port, token: readToken(home) ?? undefined, timeoutMs: 60_000 };
  const report = await askLocal({ ...common, path: `/api/v1/insights?days=${Math.min(days, 400)}` });
  const summary = await askLocal({ ...common, path: `/api/v1/summary?days=${days}` });
  if (report?.status !== 200 || summary?.status !== 200) return null;
  return { report: JSON.parse(report.body) as InsightReport, summary: JSON.parse(summary.body) as Summary };
}

/** Adds what only the transcripts tell to what the running Headroom found. */
function compare(
  { report, summary }: { report: InsightReport; summary: Summary },
  transcripts: readonly TranscriptCount[],
  { costUsd }: PriceList,
): InsightReport {
  const evidence = { summary, exchanges: [], conversations: [], segments: [], transcripts, costUsd };
  const further = judge(
    evidence,
    insightRules.filter(({ needs }) => needs === 'transcripts'),
  );
  return {
    ...report,
    insights: [...report.insights, ...further],
    considered: { ...report.considered, transcripts: true },
  };
}

/** From the ledger's file; an empty one in memory where there is none. */
async function readLedger(
  settings: Settings,
  span: { sinceMs: number; untilMs: number },
  given: { transcripts: readonly TranscriptCount[]; costUsd: PriceList['costUsd'] },
): Promise<InsightReport> {
  const isMissing = (await readHead(join(settings.home, 'ledger.db'), 1)) === null;
  const store = createStore({ ...settings, stateless: isMissing });
  try {
    return await reportInsights(store, span, given);
  } finally {
    await store.close();
  }
}
