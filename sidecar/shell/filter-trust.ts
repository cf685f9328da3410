import { join } from 'node:path';
import { sha256 } from '../lib/hash.ts';
import { readTextWithin, writeFileAtomic } from '../machine/files.ts';
import { findFilterPlaces } from './filter-places.ts';

/** A filter file as it lies there. */
export interface FilterFile {
  readonly path: string;
  readonly text: string;
  /** own: the user's, in Headroom's home. project: somebody put it into a project, so it needs trust. */
  readonly kind: 'own' | 'project';
  /** Whether it may be used: its own, or a project's whose very content the user has trusted at this place. */
  readonly isTrusted: boolean;
}

const MAX_FILE_BYTES = 256 * 1024;
interface Trust {
  /** SHA-256 of the content that is trusted, by path. */
  readonly trusted: Readonly<Record<string, string>>;
  /** Contents of which it was told that they are not used. */
  readonly told: readonly string[];
}

/**
 * The filter files for a directory: the nearest one of a project, then the user's own.
 * @param home Headroom's
 */
export async function findFilterFiles(directory: string, home: string): Promise<readonly FilterFile[]> {
  const places = findFilterPlaces(directory, home);
  const [project, own] = await Promise.all([read(places.project), read(places.own)]);
  const trust = project === null ? null : await readTrust(home);
  return [
    ...(project === null
      ? []
      : [{ ...project, kind: 'project', isTrusted: trust?.trusted[project.path] === sha256(project.text) } as const]),
    ...(own === null ? [] : [{ ...own, kind: 'own', isTrusted: true } as const]),
  ];
}

/** From now on this content is used at this place; any other is not. */
export async function trustFilterFile({ path, text }: FilterFile, home: string): Promise<void> {
  const { trusted, told } = await readTrust(home);
  await writeTrust(home, { trusted: { ...trusted, [path]: sha256(text) }, told });
}

/** True the first time that it is asked about a content: then the user is told that it is not used. */
export async function isFirstSight({ text }: FilterFile, home: string): Promise<boolean> {
  const trust = await readTrust(home);
  const sum = sha256(text);
  if (trust.told.includes(sum)) return false;
  await writeTrust(home, { ...trust, told: [...trust.told.slice(-200), sum] });
  return true;
}

/** Null when it is not there, or cannot be read: then it is not used. */
async function read(path: string | null): Promise<{ path: string; text: string } | null> {
  if (path === null) return null;
  const text = await readTextWithin(path, MAX_FILE_BYTES).catch(() => null);
  return text === null ? null : { path, text };
}

function trustPath(home: string): string {
  return join(home, 'filters', 'trust.json');
}

async function readTrust(home: string): Promise<Trust> {
  const text = await readTextWithin(trustPath(home), 1024 * 1024).catch(() => null);
  try {
    const { trusted, told } = JSON.parse(text ?? '{}') as Partial<Trust>;
    const isRecord = typeof trusted === 'object' && trusted !== null && !Array.isArray(trusted);
    return { trusted: isRecord ? trusted : {}, told: Array.isArray(told) ? told : [] };
  } catch {
    return { trusted: {}, told: [] }; // damaged: then nothing is trusted
  }
}

async function writeTrust(home: string, trust: Trust): Promise<void> {
  await writeFileAtomic(trustPath(home), `${JSON.stringify(trust, null, 2)}\n`);
}
