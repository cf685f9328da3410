import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { SettingChanges, SettingValue } from '../contract/settings.ts';
import { readTextNow, renameOver, withLock, writeFileAtomic } from '../machine/index.ts';
import { listFields } from './fields.ts';

/** What settings.json says. */
export interface Kept {
  /** By id, as they stand there: not yet checked. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Why the file as a whole cannot be read; null when it can, or is not there. */
  readonly fault: string | null;
}

type Json = Record<string, unknown>;

const NAME = 'settings.json';
/** Of the file's form. A newer one is read as far as it is understood, and keeps its number. */
const VERSION = 1;
const MAX_BYTES = 1024 * 1024;
/** Another process writes it within milliseconds. */
const WAIT_MS = 5000;

export function findPreferencesPath(home: string): string {
  return join(home, NAME);
}

/** What a person has chosen to be kept. Never throws: a file that cannot be read counts as empty, and is told. */
export function readPreferences(home: string): Kept {
  try {
    const file = readFile(home);
    return { values: file === null ? {} : flatten(file), fault: null };
  } catch (error) {
    return { values: {}, fault: (error as Error).message };
  }
}

/**
 * Moves a file that is no JSON object out of the way, so that nothing of it is lost when a new one is written.
 * @returns where it lies now; null when nothing had to be moved, or it could not be.
 */
export async function setAside(home: string, now: number): Promise<string | null> {
  const path = findPreferencesPath(home);
  try {
    readFile(home);
    return null;
  } catch (error) {
    // What cannot be read at all (a right, a directory) is not ours to move.
    if (!(error instanceof SyntaxError)) return null;
  }
  const aside = `${path}.broken-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  try {
    await renameOver(path, aside);
    return aside;
  } catch {
    return null; // a home that cannot be written is told by others
  }
}

/**
 * Writes changes into settings.json, in one step and under a lock: what else stands there stays. A broken file is moved
 * aside first. The changes must have been checked.
 * @throws AppError store.denied when the file cannot be read or written, store.locked when another process keeps its lock.
 */
export async function writePreferences(home: string, changes: SettingChanges, now: number): Promise<void> {
  try {
    const done = await withLock(join(home, `${NAME}.lock`), WAIT_MS, async () => {
      await setAside(home, now);
      const file = merge(readFile(home) ?? {}, changes);
      await writeFileAtomic(findPreferencesPath(home), `${JSON.stringify(file, null, 2)}\n`);
    });
    if (done !== null) return;
  } catch (error) {
    throw new AppError('store.denied', `${findPreferencesPath(home)} cannot be written: ${(error as Error).message}`, {
      hint: 'Look at its rights and at the free space of the disk.',
      cause: error,
    });
  }
  throw new AppError('store.locked', 'Another process is writing settings.json.', { hint: 'Try again.' });
}

/** @throws SyntaxError when it is no JSON object, and the system's error. */
function readFile(home: string): Json | null {
  const text = readTextNow(findPreferencesPath(home), MAX_BYTES);
  if (text === null) return null;
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
  if (isObject(value)) return value;
  throw new SyntaxError('it holds no object');
}

function flatten(file: Json): Record<string, unknown> {
  const found = listFields().flatMap(({ id }) => {
    const [outer = '', inner] = id.split('.');
    const value = inner === undefined ? file[outer] : isObject(file[outer]) ? file[outer][inner] : undefined;
    return value === undefined ? [] : [[id, value] as const];
  });
  return Object.fromEntries(found);
}

function merge(file: Json, changes: SettingChanges): Json {
  const merged: Json = { ...file, version: file.version ?? VERSION };
  for (const [id, value] of Object.entries(changes)) {
    const [outer = '', inner] = id.split('.');
    if (inner === undefined) put(merged, outer, value);
    else {
      const part = isObject(merged[outer]) ? { ...merged[outer] } : {};
      put(part, inner, value);
      if (Object.keys(part).length > 0) merged[outer] = part;
      else delete merged[outer];
    }
  }
  return merged;
}

function put(into: Json, name: string, value: SettingValue | null): void {
  if (value === null) delete into[name];
  else into[name] = value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
