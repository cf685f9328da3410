import { join } from 'node:path';
import type { Effects, Evidence, Summary } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { readHead } from '../machine/index.ts';
import { askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';

const DAY_MS = 86_400_000;

/** The sums, what they rest on, and what each compressor did: as the API and the ledger name them. */
export interface Figures {
  readonly summary: Summary;
  readonly evidence: Evidence;
  readonly effects: Effects;
}

/** From one moment to another, in ms since the epoch. */
export interface Span {
  readonly sinceMs: number;
  readonly untilMs: number;
}

export function spanOfDays(days: number): Span {
  const untilMs = Date.now();
  return { sinceMs: Math.max(0, untilMs - days * DAY_MS), untilMs };
}

/**
 * Figures of a span: from the Headroom that runs with this home, else from the ledger's file.
 * @param tell gets a line about where the figures come from when no Headroom runs
 * @throws AppError store.locked when a Headroom runs and gives no figures.
 */
export async function readFigures<N extends keyof Figures>(
  names: readonly N[],
  span: Span,
  { settings, tell }: { readonly settings: Settings; readonly tell: (line: string) => void },
): Promise<Pick<Figures, N>> {
  return (await askRunning(settings, names, span)) ?? (await readLedger({ settings, tell }, names, span));
}

/** From the Headroom that runs on the port with this home's token; null when there is none. */
async function askRunning<N extends keyof Figures>(
  settings: Settings,
  names: readonly N[],
  { sinceMs, untilMs }: Span,
): Promise<Pick<Figures, N> | null> {
  if ((await findNeighbour(settings)).kind !== 'headroom') return null;
  const { readToken } = await import('../store/index.ts');
  const token = readToken(settings.home) ?? undefined;
  const figures: Partial<Figures> = {};
  for (const name of names) {
    const answer = await askPath(settings, `/api/v1/${name}?since=${sinceMs}&until=${untilMs}`, token);
    if (answer === null) return null;
    Object.assign(figures, { [name]: answer });
  }
  return figures as Pick<Figures, N>;
}

/** @returns null when it does not know the token: a Headroom with another home has other figures than were asked for. */
async function askPath({ host, port }: Settings, path: string, token: string | undefined): Promise<unknown> {
  const answer = await askLocal({ host, port, path, token, timeoutMs: 15_000 });
  if (answer?.status === 401) return null;
  if (answer?.status !== 200) {
    throw new AppError('store.locked', `The Headroom at ${toOrigin(host, port)} gave no figures.`, {
      hint: `It answered ${answer?.status ?? 'nothing'}. Look at ${toOrigin(host, port)}/health, or try again.`,
    });
  }
  return JSON.parse(answer.body);
}

/** From the ledger's file. Where there is none yet, none is made: an empty one in memory answers. */
async function readLedger<N extends keyof Figures>(
  { settings, tell }: { readonly settings: Settings; readonly tell: (line: string) => void },
  names: readonly N[],
  span: Span,
): Promise<Pick<Figures, N>> {
  const path = join(settings.home, 'ledger.db');
  const isMissing = (await readHead(path, 1)) === null;
  tell(isMissing ? `There is no ledger in ${settings.home} yet.` : `No Headroom runs with this home; reading ${path}.`);
  const { createStore } = await import('../store/index.ts');
  const store = createStore({ ...settings, stateless: isMissing });
  try {
    const figures = await Promise.all(names.map(async (name) => [name, await store[name](span)] as const));
    return Object.fromEntries(figures) as unknown as Pick<Figures, N>;
  } finally {
    await store.close();
  }
}
