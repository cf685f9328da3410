import { AppError } from '../contract/errors.ts';
import {
  deleteUserFile,
  listNames,
  readUserFile,
  removeEmptyDirectory,
  removeFile,
  replaceUserFile,
} from '../machine/index.ts';
import { type Journal, type JournalFile, nameOf, readJournal, removeJournal } from './journal.ts';
import { dropUnused, MAX_FILE_BYTES, readKept } from './originals.ts';
import { type Records, readRecords, recordPaths, type UndoEntry, writeRecords } from './record.ts';
import { revertBytes } from './revert.ts';
import type { Recovery } from './types.ts';

/**
 * Ends what a crash left half done. Setting up is undone, taking out is finished: either way no client is left pointing
 * at a proxy that nobody knows it points at. May be killed itself at any point. The caller holds the lock.
 * @returns null when nothing was left
 */
export async function recoverChange(home: string): Promise<Recovery | null> {
  const journal = await readJournal(home);
  if (journal === null) {
    await removeScraps(home);
    return null;
  }
  const records = await readRecords(home);
  const files = journal.files.map(({ path }) => path);
  if (records.change === journal.change) {
    await tidyUp(home, journal);
    return { client: journal.client, outcome: 'cleaned', files };
  }
  if (journal.kind === 'in') {
    await takeBack(home, journal);
    return { client: journal.client, outcome: 'undone', files };
  }
  await finishOut(home, journal, records);
  return { client: journal.client, outcome: 'finished', files };
}

/** Puts back what a change that did not come to its end has written, in the reverse order. Foreign edits stay. */
export async function takeBack(home: string, journal: Journal): Promise<void> {
  const { client, next } = journal;
  for (const entry of journal.files.toReversed()) {
    const undos = journal.kind === 'in' ? (next.clients[client]?.undos ?? []) : [];
    if (!(await restoreFile(home, entry, 'before'))) await revertForeign(entry, undos, client);
    if (entry.backup !== null) await removeFile(entry.backup);
  }
  for (const directory of journal.directories.toReversed()) await removeEmptyDirectory(directory);
  await removeJournal(home);
  await removeScraps(home);
}

async function finishOut(home: string, journal: Journal, records: Records): Promise<void> {
  const { client, next } = journal;
  for (const entry of journal.files) {
    const undos = records.clients[client]?.undos ?? [];
    if (!(await restoreFile(home, entry, 'after'))) await revertForeign(entry, undos, client);
  }
  await writeRecords(home, next);
  await tidyUp(home, journal);
}

/** What is left to do once the records are written; done again after a crash. */
export async function tidyUp(home: string, journal: Journal): Promise<void> {
  for (const { temporary } of journal.files) await removeFile(temporary);
  for (const { path } of journal.tidy.backups) await removeFile(path);
  for (const directory of journal.tidy.directories.toReversed()) await removeEmptyDirectory(directory);
  await removeJournal(home);
  await dropUnused(home, journal.next);
  await removeScraps(home);
}

/**
 * Brings a file that stands at one end of its change to the other.
 * @returns false when it stands at neither: somebody else wrote it.
 */
async function restoreFile(home: string, entry: JournalFile, to: 'before' | 'after'): Promise<boolean> {
  await removeFile(entry.temporary);
  const file = await readUserFile(entry.path, MAX_FILE_BYTES);
  const present = nameOf(file.bytes);
  const wanted = entry[to];
  if (present === wanted) return true;
  if (present !== entry[to === 'before' ? 'after' : 'before']) return false;
  if (wanted === null) return deleteUserFile(file);
  const bytes = await readKept(home, wanted);
  return bytes !== null && replaceUserFile(file, bytes, entry.temporary);
}

/** Takes our values out of a file that somebody changed since. */
async function revertForeign(entry: JournalFile, undos: readonly UndoEntry[], owner: string): Promise<void> {
  const file = await readUserFile(entry.path, MAX_FILE_BYTES);
  const own = undos.filter(({ file: path }) => path === entry.path);
  if (file.bytes === null || own.length === 0) return;
  try {
    const { bytes } = revertBytes(file.bytes, own, owner);
    if (bytes !== file.bytes) await replaceUserFile(file, bytes, entry.temporary);
  } catch (error) {
    // Its owner broke the file meanwhile; it is not ours to guess. `headroom disconnect` finds our values once it is whole.
    if (!(error instanceof AppError)) throw error;
  }
}

/** Half-written files of our own, in our own directory. */
async function removeScraps(home: string): Promise<void> {
  const { directory, originals } = recordPaths(home);
  for (const place of [directory, originals]) {
    for (const name of await listNames(place)) {
      if (/^\.[0-9a-f-]{36}\.tmp$/.test(name)) await removeFile(`${place}/${name}`);
    }
  }
}
