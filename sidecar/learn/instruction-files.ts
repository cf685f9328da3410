import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { digest } from '../lib/hash.ts';
import { type Document, readDocument, readTextWithin, replaceDocument, writeFileAtomic } from '../machine/index.ts';
import { transcriptClients } from '../transcripts/index.ts';
import { findBlock, formatNote, insertBlock, mergeLines, removeBlock, statementOf } from './block.ts';
import type { Note } from './types.ts';

/** Where each client reads instructions of a project; Claude Code's local file is the one that is not shared. */
const FILES: Readonly<Record<string, string>> = {
  'claude-code': 'CLAUDE.local.md',
  codex: 'AGENTS.md',
  'gemini-cli': 'GEMINI.md',
};

const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What was done to one file, kept so that it can be undone. */
interface FileRecord {
  readonly path: string;
  /** The file before the first block, base64; null when there was none. */
  readonly original: string | null;
  /** What was put in, with its line ends. */
  readonly inserted: string;
  /** Digest of the file as we left it; '' when it was taken back. */
  readonly applied: string;
  /** Everything that was ever written: what is no longer there was taken out by the user. */
  readonly statements: readonly string[];
}

/** What would be written into one file. */
export interface FilePlan {
  readonly document: Document;
  readonly path: string;
  /** Lines that are not there yet. */
  readonly added: readonly string[];
  /** The whole file afterwards; null when nothing changes. */
  readonly text: string | null;
  readonly record: FileRecord;
}

/** Plans the notes of each client into its file. @param home of Headroom, @param day as YYYY-MM-DD */
export async function planNotes(
  notes: readonly Note[],
  { project, home, day }: { project: string; home: string; day: string },
): Promise<FilePlan[]> {
  const plans: FilePlan[] = [];
  for (const { id, name } of transcriptClients) {
    const file = FILES[id];
    const own = notes.filter(({ client }) => client === id).map((note) => formatNote(note, name));
    if (file !== undefined && own.length > 0) plans.push(await planFile(join(project, file), own, { home, day }));
  }
  return plans;
}

async function planFile(path: string, fresh: readonly string[], at: { home: string; day: string }): Promise<FilePlan> {
  const document = await readDocument(path, MAX_FILE_BYTES);
  const text = decode(document);
  const known = await readRecord(at.home, path);
  const standing = findBlock(text).lines;
  const said = new Set(standing.map(statementOf));
  const dismissed = new Set((known?.statements ?? []).filter((statement) => !said.has(statement)));
  const lines = mergeLines(standing, fresh, known?.applied === '' ? new Set() : dismissed);
  const added = lines.filter((line) => !said.has(statementOf(line)));
  const next = insertBlock(text, lines, at.day);
  const isUnchanged = added.length === 0;
  return {
    document,
    path,
    added,
    text: isUnchanged ? null : next.text,
    record: {
      path,
      ...findOriginal(document, text, known),
      inserted: findBlock(text).range === null ? next.inserted : renew(known?.inserted ?? '', next.inserted),
      applied: digest(next.text),
      statements: [...new Set([...(known?.statements ?? []), ...lines.map(statementOf)])],
    },
  };
}

/** The true original: the one that was kept while the file is as we left it, else what the user has now, without our block. */
function findOriginal(document: Document, text: string, known: FileRecord | null): Pick<FileRecord, 'original'> {
  if (known !== null && known.applied === digest(text)) return { original: known.original };
  if (document.bytes === null) return { original: null };
  return { original: Buffer.from(removeBlock(text, known?.inserted ?? '')).toString('base64') };
}

/** A renewed block keeps the line ends that were put around the first one. */
function renew(before: string, block: string): string {
  const { range } = findBlock(before);
  return range === null ? block : before.slice(0, range.from) + block + before.slice(range.to);
}

/** Writes what was planned. The original is kept first. @throws AppError file.changed when a file is no longer as it was read. */
export async function applyNotes(plans: readonly FilePlan[], home: string): Promise<void> {
  for (const { document, path, text, record } of plans) {
    if (text === null) continue;
    await writeFileAtomic(recordPath(home, path), JSON.stringify(record));
    if (!(await replaceDocument(document, Buffer.from(text)))) throw changed(path);
  }
}

/**
 * Takes the notes of a project back: byte for byte as it was where nobody has written since, else only the block.
 * @returns the files that were changed
 */
export async function undoNotes(project: string, home: string): Promise<string[]> {
  const undone: string[] = [];
  for (const file of Object.values(FILES)) {
    const path = join(project, file);
    const record = await readRecord(home, path);
    if (record === null || record.applied === '') continue;
    const document = await readDocument(path, MAX_FILE_BYTES);
    if (document.bytes === null) continue;
    const text = decode(document);
    const isOurs = digest(text) === record.applied;
    const rest = Buffer.from(removeBlock(text, record.inserted));
    const next = isOurs ? (record.original === null ? null : Buffer.from(record.original, 'base64')) : rest;
    if (next?.equals(document.bytes) === true) continue;
    if (!(await replaceDocument(document, next))) throw changed(path);
    await writeFileAtomic(recordPath(home, path), JSON.stringify({ ...record, applied: '' }));
    undone.push(path);
  }
  return undone;
}

/** Files of a project that hold notes of ours, which {@link undoNotes} would take back. */
export async function listApplied(project: string, home: string): Promise<string[]> {
  const paths = Object.values(FILES).map((file) => join(project, file));
  const records = await Promise.all(paths.map((path) => readRecord(home, path)));
  return paths.filter((_, at) => records[at] !== null && records[at]?.applied !== '');
}

function decode({ bytes, path }: Document): string {
  if (bytes === null) return '';
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  throw new AppError('file.unreadable', `${path} is not UTF-8 text.`, {
    hint: 'Convert it, or write the notes by hand.',
  });
}

function changed(path: string): AppError {
  return new AppError('file.changed', `${path} was written by somebody else meanwhile; it is untouched.`, {
    hint: 'Run the command again.',
  });
}

function recordPath(home: string, path: string): string {
  return join(home, 'learn', `${digest(path)}.json`);
}

async function readRecord(home: string, path: string): Promise<FileRecord | null> {
  const text = await readTextWithin(recordPath(home, path), 2 * MAX_FILE_BYTES);
  return text === null ? null : (JSON.parse(text) as FileRecord);
}
