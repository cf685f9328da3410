import { join } from 'node:path';
import type { Evidence, Summary } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { readHead } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { readInteger } from '../args.ts';
import { askLocal, toOrigin } from '../ask.ts';
import { findNeighbour } from '../neighbour.ts';
import { say, writeAll } from '../output.ts';
import { formatEvidence, formatSummary } from '../summary-text.ts';
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
    const { summary, evidence } = (await askRunning(settings, days)) ?? (await readLedger(settings, days, io));
    const text = `${formatSummary(summary, days)}${formatEvidence(evidence)}`;
    await writeAll(io.stdout, json === true ? `${JSON.stringify({ ...summary, evidence }, null, 2)}\n` : text);
    return 0;
  },
});

/** The figures, and what they rest on. */
interface Figures {
  readonly summary: Summary;
  readonly evidence: Evidence;
}

/** From the Headroom that runs on the port with this home's token; null when there is none. */
async function askRunning(settings: Settings, days: number): Promise<Figures | null> {
  const { home } = settings;
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { readToken } = await import('../../store/index.ts');
  const token = readToken(home) ?? undefined;
  const summary = await askPath<Summary>(settings, `/api/v1/summary?days=${days}`, token);
  if (summary === null) return null;
  const evidence = await askPath<Evidence>(settings, `/api/v1/evidence?days=${days}`, token);
  return evidence && { summary, evidence };
}

/** @returns null when it does not know the token: a Headroom with another home has other figures than were asked for. */
async function askPath<T>({ host, port }: Settings, path: string, token: string | undefined): Promise<T | null> {
  const answer = await askLocal({ host, port, path, token, timeoutMs: 15_000 });
  if (answer?.status === 401) return null;
  if (answer?.status !== 200) {
    throw new AppError('store.locked', `The Headroom at ${toOrigin(host, port)} gave no figures.`, {
      hint: `It answered ${answer?.status ?? 'nothing'}. Look at ${toOrigin(host, port)}/health, or try again.`,
    });
  }
  return JSON.parse(answer.body) as T;
}

/** From the ledger's file. Where there is none yet, none is made: an empty one in memory answers. */
async function readLedger(settings: Settings, days: number, io: Io): Promise<Figures> {
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
    const span = { sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs };
    return { summary: await store.summary(span), evidence: await store.evidence(span) };
  } finally {
    await store.close();
  }
}
