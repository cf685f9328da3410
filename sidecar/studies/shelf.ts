import { join } from 'node:path';
import { digest } from '../lib/hash.ts';
import { listNames, readTextWithin, writeFileAtomic } from '../machine/index.ts';
import type { Reports } from './types.ts';

/** Changes with the shape of any report; an older one is then made again. */
const VERSION = 2;
const MAX_BYTES = 64 * 1024 * 1024;

/** A report with what it is about. */
export interface Shelved<Kind extends keyof Reports> {
  readonly kind: Kind;
  readonly project: string;
  readonly reportedAt: number;
  readonly report: Reports[Kind];
}

/** The last report of a kind about a project, or null when there is none that can be used. @param home of Headroom */
export async function readShelf<Kind extends keyof Reports>(
  home: string,
  kind: Kind,
  project: string,
): Promise<Shelved<Kind> | null> {
  const kept = await readOne(join(home, 'studies', nameOf(kind, project)));
  return kept?.kind === kind && kept.project === project ? (kept as Shelved<Kind>) : null;
}

export async function writeShelf<Kind extends keyof Reports>(home: string, shelved: Shelved<Kind>): Promise<void> {
  const path = join(home, 'studies', nameOf(shelved.kind, shelved.project));
  await writeFileAtomic(path, JSON.stringify({ version: VERSION, ...shelved }));
  if (shelved.project !== '') await writeFileAtomic(`${path}.name`, shelved.project);
}

/** Projects that there is a report about. */
export async function listShelved(home: string): Promise<string[]> {
  const names = (await listNames(join(home, 'studies'))).filter((name) => name.endsWith('.name'));
  const paths = await Promise.all(names.map((name) => readTextWithin(join(home, 'studies', name), 64 * 1024)));
  return [...new Set(paths.filter((path) => path !== null))];
}

async function readOne(path: string): Promise<Shelved<keyof Reports> | null> {
  try {
    const text = await readTextWithin(path, MAX_BYTES);
    const kept = text === null ? null : (JSON.parse(text) as Shelved<keyof Reports> & { version: number });
    return kept?.version === VERSION ? kept : null;
  } catch {
    return null; // damaged: the next run writes it anew
  }
}

function nameOf(kind: string, project: string): string {
  return project === '' ? `${kind}.json` : `${kind}-${digest(project)}.json`;
}
