import { homedir } from 'node:os';
import { readInteger } from '../args.ts';
import { formatInsights } from '../insights-text.ts';
import { writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
import { defineCommand } from '../types.ts';

const DEFAULT_DAYS = 7;

export const insights = defineCommand({
  id: 'insights',
  summary: 'Tell what the ledger teaches: lost caches, huge results, clients that go elsewhere, and what to do.',
  args: {
    days: { type: 'string', valueHint: 'number', description: `Days back from now, ${DEFAULT_DAYS} unless given.` },
    json: { type: 'boolean', description: 'Print the findings as JSON, as the API gives them.' },
    port: { type: 'string', valueHint: 'number', description: 'Port of the running Headroom (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where the ledger is kept (HEADROOM_HOME).' },
  },
  async run({ days: givenDays, json, ...flags }, io) {
    const days = readInteger('days', givenDays, { min: 1, max: 400 }) ?? DEFAULT_DAYS;
    const settings = await findSettings(flags, io.env);
    const { readInsights } = await import('../insight-source.ts');
    const report = await readInsights(settings, days, { userHome: io.env.HOME || homedir(), env: io.env });
    await writeAll(io.stdout, json === true ? `${JSON.stringify(report, null, 2)}\n` : formatInsights(report, days));
    return 0;
  },
});
