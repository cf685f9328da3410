import { sha256 } from '../lib/hash.ts';
import { readTextWithin, removeFile, writeFileAtomic } from '../machine/index.ts';
import { type Records, recordPaths } from './record.ts';

/** One file of a change under way. Content is named by its SHA-256 and kept in originals/; null = no file. */
export interface JournalFile {
  readonly path: string;
  readonly target: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Beside the target; may lie there after a crash. */
  readonly temporary: string;
  /** The copy made beside it; null when none is. */
  readonly backup: string | null;
}

/** A change that has begun: written before the first file is touched, removed when all is done. */
export interface Journal {
  readonly version: 1;
  /** Id; the change is complete once the records carry it. */
  readonly change: string;
  readonly client: string;
  /** in: values are put in; a crash undoes it. out: they are taken out; a crash finishes it. */
  readonly kind: 'in' | 'out';
  readonly files: readonly JournalFile[];
  /** Directories that this change makes, outermost first. */
  readonly directories: readonly string[];
  /** What goes when the change is complete: copies whose content stands in the file again, directories once made. */
  readonly tidy: {
    readonly backups: readonly { readonly path: string; readonly sha: string }[];
    readonly directories: readonly string[];
  };
  /** The records as they will be. */
  readonly next: Records;
}

const MAX_BYTES = 16 * 1024 * 1024;

/** The change that has begun, or null. A damaged journal cannot be: it is written as a whole. */
export async function readJournal(home: string): Promise<Journal | null> {
  const text = await readTextWithin(recordPaths(home).journal, MAX_BYTES);
  return text === null ? null : (JSON.parse(text) as Journal);
}

export async function writeJournal(home: string, journal: Journal): Promise<void> {
  await writeFileAtomic(recordPaths(home).journal, JSON.stringify(journal));
}

export async function removeJournal(home: string): Promise<void> {
  await removeFile(recordPaths(home).journal);
}

export function nameOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : sha256(bytes);
}
