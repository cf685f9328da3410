import { readInteger } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
import { readFigures, spanOfDays } from '../summary-source.ts';
import { formatEffects, formatEvidence, formatSummary } from '../summary-text.ts';
import { defineCommand } from '../types.ts';

const DEFAULT_DAYS = 7;

export const stats = defineCommand({
  id: 'stats',
  summary: 'Tell what was spent and what would have been spent without Headroom.',
  args: {
    days: { type: 'string', valueHint: 'number', description: `Days back from now, ${DEFAULT_DAYS} unless given.` },
    json: { type: 'boolean', description: 'Print the summary as JSON, as the API gives it.' },
    port: { type: 'string', valueHint: 'number', description: 'Port of the running Headroom (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where the ledger is kept (HEADROOM_HOME).' },
  },
  async run({ days: givenDays, json, ...flags }, io) {
    const days = readInteger('days', givenDays, { min: 1, max: 36_500 }) ?? DEFAULT_DAYS;
    const settings = await findSettings(flags, io.env);
    const { summary, evidence, effects } = await readFigures(['summary', 'evidence', 'effects'], spanOfDays(days), {
      settings,
      tell: (line) => say(io, line),
    });
    const text = `${formatSummary(summary, days)}${formatEffects(effects)}${formatEvidence(evidence)}`;
    await writeAll(io.stdout, json === true ? `${JSON.stringify({ ...summary, evidence, effects }, null, 2)}\n` : text);
    return 0;
  },
});
