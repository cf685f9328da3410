import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { Release, UpdateChannel, Updates, UpdatesDoor } from '../contract/updates.ts';
import { type Env, readTextWithin, writeFileAtomic } from '../machine/index.ts';
import { askReleases } from './ask-list.ts';
import { findNewer, readReleases } from './release-list.ts';

export interface UpdatesOptions {
  readonly home: string;
  readonly env: Env;
  /** Read at every use: both can be changed while this runs. */
  readonly settings: { readonly updatesUrl: string | null; readonly updates: UpdateChannel };
  /** The version that runs. */
  readonly current: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What is kept of the last question. */
interface Kept {
  readonly url: string;
  readonly checkedAt: number;
  readonly releases: readonly Release[];
  readonly problem: Updates['problem'];
}

const DAY_MS = 24 * 3_600_000;
const MAX_BYTES = 2 * 1024 * 1024;

export interface LivingUpdates extends UpdatesDoor {
  /** Asks if an address and a channel are there and the last question, a failed one too, is a day old. Never rejects. */
  checkIfDue(): Promise<void>;
}

export function createUpdates({ home, env, settings, current, now }: UpdatesOptions): LivingUpdates {
  const path = join(home, 'updates.json');
  const tell = async (): Promise<Updates> => {
    const { updatesUrl: url, updates: channel } = settings;
    const kept = url === null ? null : await readKept(path);
    // What another address said means nothing here.
    const known = kept?.url === url ? kept : null;
    return {
      ...{ url, channel, current, checkedAt: known?.checkedAt ?? null, problem: known?.problem ?? null },
      newer: findNewer(known?.releases ?? [], channel, current),
    };
  };
  const ask = async (url: string): Promise<void> => {
    const before = await readKept(path);
    const found = await askReleases(url, env).catch((error: AppError) => error);
    const failed = found instanceof AppError ? found : null;
    const releases = found instanceof AppError ? (before?.url === url ? before.releases : []) : found;
    const problem = failed && { code: failed.code, message: failed.message, hint: failed.hint ?? null };
    const kept: Kept = { url, checkedAt: now(), releases, problem };
    await writeFileAtomic(path, `${JSON.stringify(kept)}\n`);
  };
  let running: Promise<void> | null = null;
  const askOnce = (url: string): Promise<void> => {
    running ??= ask(url).finally(() => {
      running = null;
    });
    return running;
  };
  return {
    read: tell,
    async check() {
      const { updatesUrl: url, updates: channel } = settings;
      if (url === null) throw refuse('updates.absent');
      if (channel === 'off') throw refuse('updates.off');
      await askOnce(url);
      return tell();
    },
    async checkIfDue() {
      const { url, channel, checkedAt } = await tell();
      const isDue = checkedAt === null || now() - checkedAt >= DAY_MS || checkedAt > now();
      // A home that cannot be written is told by others.
      if (url !== null && channel !== 'off' && isDue) await askOnce(url).catch(() => {});
    },
  };
}

const told = {
  'updates.absent': ['No list of releases is configured.', 'Set HEADROOM_UPDATES_URL, or start with --updates-url.'],
  'updates.off': [
    'Updates are off: nobody is asked.',
    'Choose a channel on the page Settings, or: headroom settings set updates stable',
  ],
} as const;

function refuse(code: keyof typeof told): AppError {
  const [message, hint] = told[code];
  return new AppError(code, message, { hint });
}

/** Never rejects: what cannot be read is as good as nothing, and is asked for again. */
async function readKept(path: string): Promise<Kept | null> {
  try {
    const kept = JSON.parse((await readTextWithin(path, MAX_BYTES)) ?? 'null') as Partial<Kept> | null;
    if (typeof kept?.url !== 'string' || typeof kept.checkedAt !== 'number') return null;
    return {
      url: kept.url,
      checkedAt: kept.checkedAt,
      releases: readReleases(kept) ?? [],
      problem: kept.problem ?? null,
    };
  } catch {
    return null; // cut off, or not ours
  }
}
