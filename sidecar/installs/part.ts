import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextWithin, removeFile, writeFileAtomic } from '../machine/index.ts';
import type { Pinned } from './types.ts';

/** A note is a line of facts. */
const MAX_NOTE_BYTES = 16 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** A download that has begun: its bytes so far, their hash, and what the server called the file. */
export interface Part {
  readonly path: string;
  bytes(): number;
  /** Entity tag or date for If-Range; null: nothing can be resumed. */
  validator(): string | null;
  append(chunk: Uint8Array): Promise<void>;
  /** Forgets what has come; the next bytes are the first. */
  restart(validator: string | null): Promise<void>;
  /** Hash of all bytes so far, lower-case hex. */
  digest(): string;
  /** Writes through to the disk and lets go of the file. */
  close(): Promise<void>;
  /** Lets go of the file and deletes it. */
  discard(): Promise<void>;
}

/** Bytes and hash say for which archive a part is; another one's is thrown away. */
interface Note {
  readonly sha256: string;
  readonly validator: string | null;
}

/**
 * Opens what an interrupted download left, or begins anew.
 * @param path of the part; beside it lies its note, <path>.json
 * @throws the system's error
 */
export async function openPart(path: string, artifact: Pick<Pinned, 'sha256' | 'bytes'>): Promise<Part> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const notePath = `${path}.json`;
  const note = parseNote(await readTextWithin(notePath, MAX_NOTE_BYTES).catch(() => null)); // too long: none of ours
  const isOurs = note?.sha256 === artifact.sha256;
  const handle = await openFile(path);
  let validator = isOurs ? note.validator : null;
  let sum = createHash('sha256');
  let bytes = 0;
  const empty = async (): Promise<void> => {
    await handle.truncate(0);
    sum = createHash('sha256');
    bytes = 0;
  };
  if (isOurs) bytes = await hashAll(handle, sum);
  if (!isOurs || bytes > artifact.bytes) await empty();
  const close = async (): Promise<void> => {
    await handle.sync();
    await handle.close();
  };
  return {
    path,
    bytes: () => bytes,
    validator: () => validator,
    async append(chunk) {
      await writeFully(handle, chunk, bytes);
      sum.update(chunk);
      bytes += chunk.length;
    },
    async restart(next) {
      await empty();
      validator = next;
      await writeFileAtomic(notePath, JSON.stringify({ sha256: artifact.sha256, validator } satisfies Note));
    },
    digest: () => sum.copy().digest('hex'),
    close,
    async discard() {
      await handle.close().catch(() => undefined); // closed already
      await discardPart(path);
    },
  };
}

/** Deletes a part and its note; missing ones are fine. */
export async function discardPart(path: string): Promise<void> {
  await removeFile(path);
  await removeFile(`${path}.json`);
}

/** Never through a link: the name is known, and what it leads to could be anything. */
function openFile(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants;
  return open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
}

async function hashAll(handle: FileHandle, sum: Hash): Promise<number> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return at;
    sum.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

async function writeFully(handle: FileHandle, chunk: Uint8Array, start: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, start + at);
    at += bytesWritten;
  }
}

function parseNote(text: string | null): Note | null {
  try {
    const { sha256, validator } = JSON.parse(text ?? '') as Note;
    return typeof sha256 === 'string' ? { sha256, validator: typeof validator === 'string' ? validator : null } : null;
  } catch {
    return null; // none, or cut: then nothing is known about the part
  }
}
