import { AppError } from '../contract/errors.ts';
import { waitAfter } from '../lib/backoff.ts';
import { makeChecksumError, toFileError, toNetworkError } from './failures.ts';
import { type Answer, fetchFile } from './fetch.ts';
import { openPart, type Part } from './part.ts';
import type { OnBytes, Pinned } from './types.ts';

/** How often one run goes on after an interruption, as long as new bytes come in between. */
const MAX_ATTEMPTS = 4;
const BETWEEN = { firstMs: 250, mostMs: 4000 };

export interface DownloadOptions {
  /** Where the part grows; it stays there when the download is interrupted. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly wait: (ms: number) => Promise<void>;
  readonly onBytes: OnBytes;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads an archive, or the rest of it, and verifies its hash while it comes in. A wrong hash after a resumed download
 * is met once with a download from the start (the part may have rotted); a wrong hash of that is final.
 * @returns when the file at `path` is the pinned one, byte for byte
 * @throws AppError tool.*; an interrupted part stays, a wrong one is deleted.
 */
export async function download(artifact: Pinned, options: DownloadOptions): Promise<void> {
  const part = await openPart(options.path, artifact).catch((error) => {
    throw toFileError(error, options.path);
  });
  try {
    const isResumed = part.bytes() > 0;
    await complete(part, artifact, options);
    if (part.digest() !== artifact.sha256 && isResumed) {
      await part.restart(null);
      await complete(part, artifact, options);
    }
    if (part.digest() !== artifact.sha256)
      throw makeChecksumError('The archive has another checksum than the pinned one.');
    await part.close();
  } catch (error) {
    const told = toFileError(error, options.path);
    if (isResumable(told))
      await part.close().catch(() => undefined); // the failure that is told counts
    else await part.discard();
    throw told;
  }
}

/** What is wrong or takes up a full disk is deleted; what is only unfinished stays. */
function isResumable(error: unknown): boolean {
  return error instanceof AppError && !['tool.checksum', 'tool.disk', 'tool.archive'].includes(error.code);
}

/** Fetches until all bytes are there. */
async function complete(part: Part, artifact: Pinned, options: DownloadOptions): Promise<void> {
  for (let attempt = 1; part.bytes() < artifact.bytes; attempt++) {
    const before = part.bytes();
    try {
      await fetchRest(part, artifact, options);
    } catch (error) {
      const isCut = error instanceof AppError && error.code === 'tool.cut' && options.signal?.aborted !== true;
      if (!isCut || attempt >= MAX_ATTEMPTS || part.bytes() <= before) throw error;
      await options.wait(waitAfter(attempt, BETWEEN));
    }
  }
}

async function fetchRest(part: Part, artifact: Pinned, { env, onBytes, signal }: DownloadOptions): Promise<void> {
  const validator = part.validator();
  const from = validator === null ? 0 : part.bytes();
  const headers = from > 0 && validator !== null ? { range: `bytes=${from}-`, 'if-range': validator } : {};
  let answer = await fetchFile(artifact.url, { env, headers, signal });
  try {
    if (from > 0 && answer.status !== 200 && !continuesAt(answer, from, artifact.bytes)) {
      await answer.close();
      await part.restart(null);
      answer = await fetchFile(artifact.url, { env, headers: {}, signal });
    }
    // A server that knows no ranges, or has another file by now, sends all of it.
    if (answer.status === 200) await part.restart(readValidator(answer));
    else if (from === 0) throw makeRangeError();
    checkLength(answer, artifact.bytes - part.bytes());
    await receive(part, answer, { artifact, onBytes });
  } finally {
    await answer.close();
  }
}

async function receive(
  part: Part,
  { chunks }: Answer,
  { artifact, onBytes }: { artifact: Pinned; onBytes: OnBytes },
): Promise<void> {
  const reader = chunks[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await reader.next().catch((error) => {
      throw toNetworkError(error, artifact.url);
    });
    if (done === true) break;
    if (part.bytes() + value.length > artifact.bytes) {
      throw makeChecksumError(`The archive is longer than the ${artifact.bytes} bytes expected.`);
    }
    await part.append(value);
    onBytes(part.bytes());
  }
  if (part.bytes() < artifact.bytes) throw toNetworkError(new Error('ended early'), artifact.url);
}

/** Whether a partial answer is just the rest (RFC 9110, 14.4). */
function continuesAt(answer: Answer, from: number, total: number): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.header('content-range') ?? '');
  if (answer.status !== 206 || range === null) return false;
  return (
    Number(range[1]) === from && Number(range[2]) === total - 1 && (range[3] === '*' || Number(range[3]) === total)
  );
}

function makeRangeError(): AppError {
  return new AppError('tool.refused', 'The server sent a part of the file that nobody asked for.', {
    hint: 'Try again later. Or bring the archive with --offline-file.',
  });
}

/** A strong entity tag, else the date; a weak tag does not promise the same bytes (RFC 9110, 13.1.5). */
function readValidator(answer: Answer): string | null {
  const tag = answer.header('etag');
  return tag?.startsWith('"') === true ? tag : (answer.header('last-modified') ?? null);
}

/** Bytes that are not the pinned ones need not be fetched to know it. */
function checkLength(answer: Answer, expected: number): void {
  const told = answer.header('content-length');
  if (told === undefined || Number(told) === expected) return;
  throw makeChecksumError(`The server has ${Number(told)} bytes where ${expected} were expected.`);
}
