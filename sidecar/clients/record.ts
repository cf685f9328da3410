import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { readTextWithin, writeFileAtomic } from '../machine/index.ts';
import type { EditUndo, Target } from './edits/index.ts';
import type { EditFormat } from './types.ts';

/** How one value is taken out again, and where it is. */
export interface UndoEntry extends EditUndo {
  /** As the adapter named it; its links are followed anew each time. */
  readonly file: string;
  readonly format: EditFormat;
  readonly path: readonly string[];
  /** True: `ours` is an element of the list at the path. */
  readonly isItem?: boolean;
}

/** Where the value of an entry stands, as editors want it. */
export function toTarget({ path, isItem, ours }: Pick<UndoEntry, 'path' | 'isItem' | 'ours'>, owner: string): Target {
  return { path, owner, ...(isItem === true && { item: ours }) };
}

/** Where the requests of a route go: the URL that stood there before us, and the part of our path that it stands for. */
export interface Upstream {
  readonly base: string;
  readonly suffix: string;
}

/** A client that we have set up. */
export interface ClientRecord {
  readonly status: 'connected' | 'paused';
  readonly at: number;
  /** In the order in which they were written. */
  readonly undos: readonly UndoEntry[];
  /** By slot. */
  readonly routes: Readonly<Record<string, Upstream>>;
  /** Copies beside the files: path and SHA-256. */
  readonly backups: readonly { readonly path: string; readonly sha: string }[];
  /** Directories that were made, outermost first. */
  readonly directories: readonly string[];
}

/** A file in which values of ours stand. */
export interface FileRecord {
  /** SHA-256 of the first original, kept in originals/; null: there was no file. */
  readonly original: string | null;
  /** SHA-256 of what we last wrote. */
  readonly last: string;
  /** Clients whose values stand in it. */
  readonly owners: readonly string[];
  /** True when the original itself led to us: then it is not what disconnecting should bring back. */
  readonly isStained: boolean;
  readonly at: number;
}

export interface Records {
  readonly version: 1;
  /** Id of the newest change that is complete. */
  readonly change: string | null;
  readonly clients: Readonly<Record<string, ClientRecord>>;
  /** By real path. */
  readonly files: Readonly<Record<string, FileRecord>>;
  /** Every upstream that ever stood there, by slot: sessions that run outlive a disconnect. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
}

export const noRecords: Records = { version: 1, change: null, clients: {}, files: {}, upstreams: {} };

/** Far above what a record of every client takes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Where everything about clients lies. */
export function recordPaths(home: string) {
  const directory = join(home, 'clients');
  return {
    directory,
    records: join(directory, 'records.json'),
    journal: join(directory, 'journal.json'),
    lock: join(directory, 'lock'),
    originals: join(directory, 'originals'),
  };
}

/**
 * What is recorded; nothing yet is fine.
 * @throws AppError client.malformed when the file is damaged: it must not be taken for "nothing is connected".
 */
export async function readRecords(home: string): Promise<Records> {
  const path = recordPaths(home).records;
  const text = await readTextWithin(path, MAX_BYTES);
  if (text === null) return noRecords;
  const records = parse(text);
  if (records !== null) return records;
  throw new AppError('client.malformed', `The record of connected clients is damaged: ${path}.`, {
    hint: 'Move it away; `headroom disconnect all` then finds our values in the clients’ own files.',
  });
}

export async function writeRecords(home: string, records: Records): Promise<void> {
  await writeFileAtomic(recordPaths(home).records, `${JSON.stringify(records, null, 2)}\n`);
}

function parse(text: string): Records | null {
  try {
    const value = JSON.parse(text) as Partial<Records> | null;
    const isWhole =
      value?.version === 1 && [value.clients, value.files, value.upstreams].every((one) => typeof one === 'object');
    return isWhole ? (value as Records) : null;
  } catch {
    return null; // cut off or not JSON: damaged, which null says
  }
}
