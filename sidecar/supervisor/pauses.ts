import { join } from 'node:path';
import { readTextWithin, removeFile, writeFileAtomic } from '../machine/index.ts';
import type { PauseReason } from './types.ts';

const MAX_NOTE_BYTES = 64 * 1024;

/** That supervision, and not a person, gave clients their own settings back. */
export interface PauseNote {
  readonly reason: PauseReason;
  readonly clients: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const notePath = (home: string): string => join(home, 'run', 'paused.json');

/** The note of the last pause that was not taken back; null when there is none or it cannot be understood. */
export async function readPause(home: string): Promise<PauseNote | null> {
  const text = await readTextWithin(notePath(home), MAX_NOTE_BYTES);
  return text === null ? null : parsePause(text);
}

export async function notePause(home: string, note: PauseNote): Promise<void> {
  await writeFileAtomic(notePath(home), `${JSON.stringify(note)}\n`);
}

export async function forgetPause(home: string): Promise<void> {
  await removeFile(notePath(home));
}

export function parsePause(text: string): PauseNote | null {
  try {
    const { reason, clients, at } = JSON.parse(text) as Record<string, unknown>;
    if (reason !== 'stopped' && reason !== 'crashed' && reason !== 'unreachable') return null;
    const ids = Array.isArray(clients) ? clients.filter((id): id is string => typeof id === 'string') : [];
    return { reason, clients: ids, at: typeof at === 'number' ? at : 0 };
  } catch {
    return null; // cut off or not ours: as good as not there
  }
}
