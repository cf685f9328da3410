import type { UsageReports, UsageStudy } from '../../../sidecar/contract/studies.ts';
import type { UsageRow } from '../../../sidecar/contract/usage.ts';
import { texts } from '../../texts/index.ts';
import { type Formats, noonOf } from '../../ui/format.ts';

export type UsageGrouping = 'day' | 'model' | 'project' | 'session' | 'block';

export const groupings = ['day', 'model', 'project', 'session', 'block'] as const satisfies readonly UsageGrouping[];

const DAY_MS = 86_400_000;

/** The first line of the page. */
export function makeUsageTitle(reports: UsageReports | null, formats: Formats): string {
  const total = totalOf(reports);
  const said = texts().optimise.usage;
  if (reports === null) return said.title;
  if (total === undefined || total.requests === 0) return said.none;
  const { costUsd, requests } = total;
  return costUsd === null
    ? said.answers(requests, formats)
    : said.costInAnswers(formats.usd(costUsd), requests, formats);
}

/** What was read, in one sentence. */
export function describeUsage(reports: UsageReports | null, formats: Formats): string {
  const total = totalOf(reports);
  const said = texts().optimise.usage;
  if (reports === null || total === undefined) return said.about;
  const since = total.requests === 0 ? null : formats.day(total.firstAt);
  const unpriced = total.unpricedRequests > 0 ? ` ${said.unpriced(formats.count(total.unpricedRequests))}` : '';
  return `${said.from(reports.files, since, formats)}${unpriced}`;
}

/** One row of the table. */
export interface UsageLine {
  readonly label: string;
  readonly requests: number;
  /** Fresh and written to the cache. Tokens. */
  readonly input: number;
  readonly read: number;
  readonly output: number;
  readonly costUsd: number | null;
}

/** Rows of one grouping; the newest time, or what cost most, first. */
export function listRows(study: UsageStudy | undefined, by: UsageGrouping, formats: Formats): readonly UsageLine[] {
  const rows = study?.report?.reports.find((report) => report.by === by)?.rows ?? [];
  const isTime = by === 'day' || by === 'block';
  const lines = rows.map(({ label, requests, usage, costUsd }) => ({
    // Days stand in labels as 2026-11-27; names of models end in such dates, too.
    label: isTime ? label.replace(/\b\d{4}-\d\d-\d\d\b/, (day) => formats.date(noonOf(day))) : label,
    ...{ requests, costUsd, read: usage.read, output: usage.output },
    input: usage.fresh + usage.write5m + usage.write1h,
  }));
  return isTime ? lines.reverse() : lines;
}

interface Side {
  readonly requests: number;
  /** Of answers with a known price; null when none has one. */
  readonly usdPerRequest: number | null;
  /** Of the prompt, what the provider's cache held. */
  readonly cacheShare: number;
}

/** Each client with days on both sides of its first day in the ledger; that day itself belongs to neither. */
export function compareClients(
  study: UsageStudy | undefined,
): readonly { client: string; sinceMs: number; before: Side; after: Side }[] {
  const rows = study?.report?.reports.find(({ by }) => by === 'client-day')?.rows ?? [];
  return (study?.connected ?? []).flatMap(({ client, sinceMs }) => {
    const own = rows.filter(({ clients }) => clients[0] === client);
    const before = sumSide(own.filter(({ lastAt }) => lastAt < sinceMs));
    const after = sumSide(own.filter(({ firstAt }) => firstAt >= sinceMs + DAY_MS));
    return before.requests === 0 || after.requests === 0 ? [] : [{ client, sinceMs, before, after }];
  });
}

function sumSide(rows: readonly UsageRow[]): Side {
  const sum = (take: (row: UsageRow) => number): number => rows.reduce((total, row) => total + take(row), 0);
  const requests = sum((row) => row.requests);
  const priced = requests - sum((row) => row.unpricedRequests);
  const prompt = sum(({ usage }) => usage.fresh + usage.write5m + usage.write1h + usage.read);
  return {
    requests,
    usdPerRequest: priced === 0 ? null : sum((row) => row.costUsd ?? 0) / priced,
    cacheShare: prompt === 0 ? 0 : sum(({ usage }) => usage.read) / prompt,
  };
}

function totalOf(reports: UsageReports | null): UsageRow | undefined {
  return reports?.reports[0]?.total;
}
