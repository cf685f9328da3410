import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import {
  deleteUserFile,
  findObstacle,
  listMissingDirectories,
  replaceUserFile,
  shortenHome,
  writeNewFile,
} from '../machine/index.ts';
import type { Draft } from './drafts.ts';
import { type Journal, type JournalFile, nameOf, writeJournal } from './journal.ts';
import { keepBytes } from './originals.ts';
import { type ClientRecord, type FileRecord, noRecords, type Records, writeRecords } from './record.ts';
import { takeBack, tidyUp } from './recover.ts';

/** A change as it is wanted: the files, and what shall be recorded of the client. */
export interface Change {
  readonly client: string;
  readonly kind: 'in' | 'out';
  readonly drafts: readonly Draft[];
  /** Null: nothing is recorded of it any more. */
  readonly record: ClientRecord | null;
  /** Real paths of files that led to us before anything was recorded. */
  readonly stained: readonly string[];
}

export interface ApplyContext {
  readonly home: string;
  readonly userHome: string;
  readonly records: Records;
  readonly now: number;
}

/**
 * The only place where files of clients are written: journal, copies, files one by one and each only if it still is what
 * was read, records. A failure takes back what this run wrote. The caller holds the lock.
 * @returns the copies that lie beside the files afterwards
 * @throws AppError client.denied, client.conflict; the system's errors (ENOSPC, …)
 */
export async function applyChange(change: Change, context: ApplyContext): Promise<readonly string[]> {
  const { home } = context;
  for (const { file } of change.drafts) refuseObstacle(file.target, await findObstacle(file), context);
  for (const { file, after } of change.drafts) {
    for (const bytes of [file.bytes, after]) if (bytes !== null) await keepBytes(home, bytes);
  }
  const journal = await makeJournal(change, context);
  await writeJournal(home, journal);
  try {
    for (const [at, { file, after }] of change.drafts.entries()) {
      const entry = journal.files[at]!;
      if (entry.backup !== null) await writeNewFile(entry.backup, file.bytes!, file);
      const isDone = after === null ? await deleteUserFile(file) : await replaceUserFile(file, after, entry.temporary);
      if (!isDone) throw changedMeanwhile(shortenHome(file.path, context.userHome));
    }
    await writeRecords(home, journal.next);
  } catch (error) {
    await takeBack(home, journal);
    throw translate(error, change.client);
  }
  await tidyUp(home, journal);
  return journal.next.clients[change.client]?.backups.map(({ path }) => path) ?? [];
}

async function makeJournal(change: Change, { records, now }: ApplyContext): Promise<Journal> {
  const id = randomUUID();
  const files: JournalFile[] = [];
  const directories: string[] = [];
  for (const { file, after } of change.drafts) {
    const name = basename(file.target);
    directories.push(...(await listMissingDirectories(file.target)));
    files.push({
      path: file.path,
      target: file.target,
      before: nameOf(file.bytes),
      after: nameOf(after),
      temporary: join(dirname(file.target), `.${name}.headroom-${id}.tmp`),
      backup: change.kind === 'in' && file.bytes !== null ? nameBackup(file.target, now, id) : null,
    });
  }
  const known = records.clients[change.client];
  const made = files.flatMap(({ backup, before }) => (backup === null ? [] : [{ path: backup, sha: before! }]));
  const backups = [...(known?.backups ?? []), ...made];
  const isOut = change.kind === 'out';
  const restored = new Set(files.map(({ after }) => after));
  const record =
    change.record === null
      ? null
      : {
          ...change.record,
          backups: isOut ? [] : backups,
          directories: isOut ? [] : [...new Set([...(known?.directories ?? []), ...directories])],
        };
  return {
    version: 1,
    change: id,
    client: change.client,
    kind: change.kind,
    files,
    directories: [...new Set(directories)],
    tidy: isOut
      ? { backups: backups.filter(({ sha }) => restored.has(sha)), directories: known?.directories ?? [] }
      : noTidy,
    next: { ...nextRecords(records, { change, record, files, now }), change: id },
  };
}

const noTidy: Journal['tidy'] = { backups: [], directories: [] };

/** `settings.json.headroom-backup-20261127T080910Z-1a2b`: beside the file, sorted by time. */
function nameBackup(target: string, now: number, id: string): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${target}.headroom-backup-${stamp}-${id.slice(0, 4)}`;
}

function nextRecords(
  records: Records,
  next: { change: Change; record: ClientRecord | null; files: readonly JournalFile[]; now: number },
): Records {
  const { client, kind, stained } = next.change;
  const clients = { ...records.clients };
  if (next.record === null) delete clients[client];
  else clients[client] = next.record;
  const files: Record<string, FileRecord> = {};
  for (const [target, known] of Object.entries(records.files)) {
    const owners = kind === 'out' ? known.owners.filter((owner) => owner !== client) : known.owners;
    if (owners.length > 0) files[target] = { ...known, owners };
  }
  for (const { target, before, after } of next.files) {
    if (kind === 'out') {
      if (files[target] !== undefined && after !== null) files[target] = { ...files[target], last: after };
      continue;
    }
    const known = files[target];
    files[target] = {
      original: known === undefined ? before : known.original,
      isStained: known === undefined ? stained.includes(target) : known.isStained,
      last: after ?? '',
      owners: [...new Set([...(known?.owners ?? []), client])],
      at: known?.at ?? next.now,
    };
  }
  return { ...noRecords, ...records, clients, files, upstreams: { ...records.upstreams, ...next.record?.routes } };
}

function refuseObstacle(target: string, obstacle: 'read-only' | 'directory' | null, { userHome }: ApplyContext): void {
  if (obstacle === null) return;
  const shown = shortenHome(target, userHome);
  const what =
    obstacle === 'read-only' ? `${shown} is read-only.` : `${shown} lies in a directory that cannot be written.`;
  throw new AppError('client.denied', what, {
    hint: 'Nothing was changed. Give yourself the right to write it, or set the value where the file is made (a dotfiles manager?).',
  });
}

function changedMeanwhile(shown: string): AppError {
  return new AppError('client.conflict', `${shown} was changed by another program in this very moment.`, {
    hint: 'Nothing was changed. Try again.',
  });
}

function translate(error: unknown, client: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && code !== 'ENOSPC') return error;
  return new AppError('client.denied', `The settings of ${client} could not be written (${code}).`, {
    hint: 'Nothing was changed. Look at the rights of the file and at the space on the disk.',
    cause: error,
  });
}
