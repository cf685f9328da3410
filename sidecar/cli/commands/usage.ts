import { homedir } from 'node:os';
import type { UsageReports } from '../../contract/studies.ts';
import type { Grouping, UsageReport } from '../../contract/usage.ts';
import { formatCount } from '../../lib/counts.ts';
import { findHome } from '../../machine/index.ts';
import { readInteger, usage as refuse } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { createTeller } from '../teller.ts';
import { defineCommand } from '../types.ts';
import { formatUsage } from '../usage-text.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const GROUPINGS = ['day', 'model', 'project', 'session', 'block'] as const;
/** For the page: all of them and one more, in one reading. */
const EVERY = 'every';
/** Rows that a page can show. */
const MAX_ROWS = 500;

export const usage = defineCommand({
  id: 'usage',
  summary: 'Tell what the transcripts of Claude Code, Codex and Gemini CLI on this computer say was used.',
  args: {
    json: { type: 'boolean', description: 'Print every row as JSON.' },
    days: { type: 'string', valueHint: 'number', description: `Days back from now, ${DEFAULT_DAYS} unless given.` },
    by: { type: 'string', valueHint: GROUPINGS.join('|'), description: 'What a row is; day unless given.' },
    progress: { type: 'boolean', description: 'Tell on stderr what is being done.' },
  },
  async run({ json, days: givenDays, by: given = 'day', progress }, io) {
    const by = GROUPINGS.find((name) => name === given);
    const isEvery = given === EVERY && json === true;
    if (by === undefined && !isEvery) throw refuse(`--by must be one of ${GROUPINGS.join(', ')}, not "${given}"`);
    const days = readInteger('days', givenDays, { min: 1, max: 36_500 }) ?? DEFAULT_DAYS;
    const untilMs = Date.now();
    const sinceMs = Math.max(0, untilMs - days * DAY_MS);
    const [{ makeReport, readEvents, reportUsage, UsageLog }, { createPriceList }, { readOwnPrices }] =
      await Promise.all([
        import('../../transcripts/index.ts'),
        import('../../analytics/index.ts'),
        import('../../prices/index.ts'),
      ]);
    const prices = createPriceList(await readOwnPrices(findHome(io.env)));
    const log = new UsageLog();
    const read = makeReport();
    const options = { userHome: io.env.HOME || homedir(), env: io.env, sinceMs, wanted: 'usage' } as const;
    const tell = createTeller(io, progress === true);
    const events = readEvents(options, read, (files) => tell(`Reading transcripts: ${files} so far`));
    for await (const event of events) if (event.kind === 'usage') log.add(event);
    const report = (grouping: Grouping): UsageReport =>
      reportUsage(log, { by: grouping, sinceMs, untilMs }, prices.costUsd);
    const troubles = [...prices.messages, ...read.troubles];
    if (read.unreadableLines > 0)
      troubles.push(
        `${formatCount(read.unreadableLines, 'line of transcripts is', 'lines of transcripts are')} not JSON and left out.`,
      );
    if (by === undefined) {
      const reports = [...GROUPINGS, 'client-day' as const].map((grouping) => shorten(report(grouping)));
      const files = [...read.files.values()].reduce((sum, count) => sum + count, 0);
      await writeAll(io.stdout, `${JSON.stringify({ reports, files, troubles } satisfies UsageReports)}\n`);
      return 0;
    }
    for (const trouble of troubles) say(io, trouble);
    const shown = report(by);
    await writeAll(io.stdout, json === true ? `${JSON.stringify(shown, null, 2)}\n` : formatUsage(shown));
    return 0;
  },
});

/** The newest spans of time; of all else what cost most. */
function shorten(report: UsageReport): UsageReport {
  const isTime = report.by === 'block' || report.by === 'day';
  const most = report.by === 'client-day' ? report.rows.length : MAX_ROWS;
  return { ...report, rows: isTime ? report.rows.slice(-most) : report.rows.slice(0, most) };
}
