import { join } from 'node:path';
import type { Effects, Evidence, Summary } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { readHead } from '../machine/index.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';

const DAY_MS = 86_400_000;

/** The sums, what they rest on, and what each compressor did. */
export interface Figures {
  readonly summary: Summary;
  readonly evidence: Evidence;
  readonly effects: Effects;
}

/**
 * Sums of the last days, and what they rest on: from the Headroom that runs with this home, else from the ledger's file.
 * @param tell gets a line about where the figures come from when no Headroom runs
 * @throws AppError store.locked when a Headroom runs and gives no figures.
 */
export async function readFigures(settings: Settings, days: number, tell: (line: string) => void): Promise<Figures> {
  return (await askRunning(settings, days)) ?? (await readLedger(settings, days, tell));
}

/** The sums alone; see {@link readFigures}. */
export async function readSummary(settings: Settings, days: number, tell: (line: string) => void): Promise<Summary> {
  return (await readFigures(settings, days, tell)).summary;
}

/** From the Headroom that runs on the port with this home's token; null when there is none. */
async function askRunning(settings: Settings, days: number): Promise<Figures | null> {
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { readToken } = await import('../store/index.ts');
  const token = readToken(settings.home) ?? undefined;
  const summary = await askPath<Summary>(settings, `/api/v1/summary?days=${days}`, token);
  if (summary === null) return null;
  const evidence = await askPath<Evidence>(settings, `/api/v1/evidence?days=${days}`, token);
  const effects = await askPath<Effects>(settings, `/api/v1/effects?days=${days}`, token);
  return evidence && effects && { summary, evidence, effects };
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
async function readLedger(settings: Settings, days: number, tell: (line: string) => void): Promise<Figures> {
  const path = join(settings.home, 'ledger.db');
  const isMissing = (await readHead(path, 1)) === null;
  tell(isMissing ? `There is no ledger in ${settings.home} yet.` : `No Headroom runs with this home; reading ${path}.`);
  const { createStore } = await import('../store/index.ts');
  const store = createStore({ ...settings, stateless: isMissing });
  try {
    const untilMs = Date.now();
    const span = { sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs };
    const [summary, evidence, effects] = [store.summary(span), store.evidence(span), store.effects(span)];
    return { summary: await summary, evidence: await evidence, effects: await effects };
  } finally {
    await store.close();
  }
}
