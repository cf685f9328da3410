import { AppError, type ErrorCode } from '../contract/errors.ts';
import { classifyNetworkFault } from '../lib/network-fault.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const DENIED = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ELOOP', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY']);

/** What each class of failure on the network means, and the next step. The path and the query are never told: they may be signed. */
const network: Readonly<Record<string, readonly [message: (host: string) => string, hint: string]>> = {
  'tool.dns': [
    (host) => `The name ${host} cannot be resolved.`,
    'Check the network and its DNS; behind a company proxy set HTTPS_PROXY. Or bring the archive with --offline-file.',
  ],
  'tool.offline': [
    (host) => `${host} cannot be reached.`,
    'Check the network; behind a company proxy set HTTPS_PROXY. Or bring the archive with --offline-file.',
  ],
  'tool.tls': [
    (host) => `The certificate of ${host} is not trusted: something on the way may be reading along.`,
    'If it is your company’s proxy, give its certificate with NODE_EXTRA_CA_CERTS. Or use --offline-file.',
  ],
  'tool.cut': [
    (host) => `The download from ${host} was interrupted.`,
    'Run the same command again: it goes on where it stopped.',
  ],
};

/** An error of the connection as one of the classes that a person can do something about; an AppError stays what it is. */
export function toNetworkError(error: unknown, url: string): AppError {
  if (error instanceof AppError) return error;
  const code = `tool.${classifyNetworkFault(error)}` as const satisfies ErrorCode;
  const [message, hint] = network[code] ?? network['tool.cut']!;
  return new AppError(code, message(new URL(url).hostname), { hint, cause: error });
}

/**
 * An error of the file system as one that tells what to do, or the error itself when it is a defect.
 * @param path what could not be written
 */
export function toFileError(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || code === undefined) return error;
  if (FULL.has(code)) return makeDiskError(path, error);
  if (!DENIED.has(code)) return error;
  return new AppError('tool.denied', `${path} cannot be written (${code}).`, {
    hint: 'Check who owns the directory, and close programs that use the tool.',
    cause: error,
  });
}

/** Not a failure, but the end all the same. */
export function makeCancelledError(name: string, cause: unknown): AppError {
  return new AppError('tool.cancelled', `Installing ${name} was cancelled.`, {
    hint: 'What came is kept: installing it again goes on from there.',
    cause,
  });
}

/** @param needed bytes; undefined when the system said no in the middle of it */
export function makeDiskError(path: string, cause?: unknown, needed?: { bytes: number; free: number }): AppError {
  const amount = needed === undefined ? '' : `: ${toMb(needed.bytes)} are needed, ${toMb(needed.free)} are free`;
  return new AppError('tool.disk', `There is no room on the disk of ${path}${amount}.`, {
    hint: 'Free some space and run the same command again. Nothing was installed.',
    ...(cause === undefined ? {} : { cause }),
  });
}

function toMb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The error for bytes that are not the pinned ones. */
export function makeChecksumError(what: string): AppError {
  return new AppError('tool.checksum', `${what} Nothing was installed.`, {
    hint: 'Somebody may have changed it, or a proxy gives something else. Fetch it through another network; if it stays, report it.',
  });
}
