import { join } from 'node:path';
import type { Summary } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { readHead } from '../machine/index.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';

const DAY_MS = 86_400_000;

/**
 * Sums of the last days: from the Headroom that runs with this home, else from the ledger's file.
 * @param tell gets a line about where the figures come from when no Headroom runs
 * @throws AppError store.locked when a Headroom runs and gives no figures.
 */
export async function readSummary(settings: Settings, days: number, tell: (line: string) => void): Promise<Summary> {
  return (await askRunning(settings, days)) ?? (await readLedger(settings, days, tell));
}

/** From the Headroom that runs on the port with this home's token; null when there is none. */
async function askRunning(settings: Settings, days: number): Promise<Summary | null> {
  const { host, port, home } = settings;
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { readToken } = await import('../store/index.ts');
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
async function readLedger(settings: Settings, days: number, tell: (line: string) => void): Promise<Summary> {
  const path = join(settings.home, 'ledger.db');
  const isMissing = (await readHead(path, 1)) === null;
  tell(isMissing ? `There is no ledger in ${settings.home} yet.` : `No Headroom runs with this home; reading ${path}.`);
  const { createStore } = await import('../store/index.ts');
  const store = createStore({ ...settings, stateless: isMissing });
  try {
    const untilMs = Date.now();
    return await store.summary({ sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs });
  } finally {
    await store.close();
  }
}
