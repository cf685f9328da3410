import { join } from 'node:path';
import type { Summary } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { toOrigin } from '../../lib/origin.ts';
import { readHead } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { readInteger } from '../args.ts';
import { askLocal } from '../ask.ts';
import { findNeighbour } from '../neighbour.ts';
import { say, writeAll } from '../output.ts';
import { formatSummary } from '../summary-text.ts';
import { defineCommand, type Io } from '../types.ts';

const DAY_MS = 86_400_000;
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
    const settings = resolveSettings(flags, io.env);
    const summary = (await askRunning(settings, days)) ?? (await readLedger(settings, days, io));
    await writeAll(io.stdout, json === true ? `${JSON.stringify(summary, null, 2)}\n` : formatSummary(summary, days));
    return 0;
  },
});

/** From the Headroom that runs on the port with this home's token; null when there is none. */
async function askRunning(settings: Settings, days: number): Promise<Summary | null> {
  const { host, port, home } = settings;
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { readToken } = await import('../../store/index.ts');
  const token = readToken(home) ?? undefined;
  const answer = await askLocal({ host, port, path: `/api/v1/summary?days=${days}`, token, timeoutMs: 15_000 });
  // A Headroom with another home has another token: its figures are not the ones that were asked for.
  if (answer?.status === 401) return null;
  if (answer?.status !== 200) {
    throw new AppError('store.locked', `The Headroom at ${toOrigin(host, port)} gave no figures.`, {
      hint: `It answered ${answer?.status ?? 'nothing'}. Look at ${toOrigin(host, port)}/health, or try again.`,
    });
  }
  return JSON.parse(answer.body) as Summary;
}

/** From the ledger's file. Where there is none yet, none is made: an empty one in memory answers. */
async function readLedger(settings: Settings, days: number, io: Io): Promise<Summary> {
  const path = join(settings.home, 'ledger.db');
  const isMissing = (await readHead(path, 1)) === null;
  say(
    io,
    isMissing ? `There is no ledger in ${settings.home} yet.` : `No Headroom runs with this home; reading ${path}.`,
  );
  const { createStore } = await import('../../store/index.ts');
  const store = createStore({ ...settings, stateless: isMissing });
  try {
    const untilMs = Date.now();
    return await store.summary({ sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs });
  } finally {
    await store.close();
  }
}
