import { homedir } from 'node:os';
import { join } from 'node:path';
import { findHome, readTextWithin } from '../../machine/index.ts';
import { readInteger, usage as refuse } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { defineCommand } from '../types.ts';
import { formatUsage } from '../usage-text.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const GROUPINGS = ['day', 'model', 'project', 'session', 'block'] as const;

export const usage = defineCommand({
  id: 'usage',
  summary: 'Tell what the transcripts of Claude Code, Codex and Gemini CLI on this computer say was used.',
  args: {
    json: { type: 'boolean', description: 'Print every row as JSON.' },
    days: { type: 'string', valueHint: 'number', description: `Days back from now, ${DEFAULT_DAYS} unless given.` },
    by: { type: 'string', valueHint: GROUPINGS.join('|'), description: 'What a row is; day unless given.' },
  },
  async run({ json, days: givenDays, by: given = 'day' }, io) {
    const by = GROUPINGS.find((name) => name === given);
    if (by === undefined) throw refuse(`--by must be one of ${GROUPINGS.join(', ')}, not "${given}"`);
    const days = readInteger('days', givenDays, { min: 1, max: 36_500 }) ?? DEFAULT_DAYS;
    const untilMs = Date.now();
    const sinceMs = Math.max(0, untilMs - days * DAY_MS);
    const [{ makeReport, readEvents, reportUsage, UsageLog }, { createPriceList }] = await Promise.all([
      import('../../transcripts/index.ts'),
      import('../../analytics/index.ts'),
    ]);
    const prices = createPriceList(await readTextWithin(join(findHome(io.env), 'prices.json'), 4 * 1024 * 1024));
    const log = new UsageLog();
    const read = makeReport();
    const options = { userHome: io.env.HOME || homedir(), env: io.env, sinceMs, wanted: 'usage' } as const;
    for await (const event of readEvents(options, read)) if (event.kind === 'usage') log.add(event);
    const report = reportUsage(log, { by, sinceMs, untilMs }, prices.costUsd);
    for (const message of [...prices.messages, ...read.troubles]) say(io, message);
    if (read.unreadableLines > 0)
      say(io, `${read.unreadableLines} lines of transcripts are not JSON and were left out.`);
    await writeAll(io.stdout, json === true ? `${JSON.stringify(report, null, 2)}\n` : formatUsage(report));
    return 0;
  },
});
