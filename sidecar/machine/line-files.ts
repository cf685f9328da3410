import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { makeDirectory } from './directories.ts';
import { renameOver } from './renames.ts';

/** RFC 1952, section 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Text as gzip, chunk by chunk: the next one is only asked for when there is room. */
export function gzipText(chunks: Iterable<string>): Readable {
  const zipped = createGzip({ level: 6 });
  // What goes wrong with the source is the reader's to hear.
  pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }), zipped).catch(() => {});
  return zipped;
}

/** @throws what the source throws, or the system's error. */
export async function writeGzipText(output: Writable, chunks: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }), createGzip({ level: 6 }), output, {
    end: false,
  });
}

/**
 * Writes what comes into a file that is there as a whole or not at all (0600).
 * @throws what the source throws, or the system's error (ENOSPC, EACCES, …); there is no new file then.
 */
export async function writeStreamFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  makeDirectory(dirname(path));
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await pipeline(chunks, createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }));
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The lines of a text file, gzip or plain, one at a time.
 * @throws the system's error; an error with a code Z_… when it is damaged.
 */
export async function* readLineFile(path: string): AsyncGenerator<string> {
  const text = (await isGzip(path)) ? createGunzip() : new PassThrough();
  const source = createReadStream(path);
  const ended = pipeline(source, text);
  ended.catch(() => {}); // heard below
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    yield* lines;
    await ended;
  } finally {
    lines.close();
    source.destroy();
  }
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP_MAGIC.every((byte, at) => buffer[at] === byte);
  } finally {
    await handle.close();
  }
}
