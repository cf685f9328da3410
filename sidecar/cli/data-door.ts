import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DataDoor } from '../contract/api.ts';
import type { DataDeletion, DataImport, DataSelection, DataSizes } from '../contract/data.ts';
import { AppError, type ErrorCode } from '../contract/errors.ts';
import { gzipText, makeOwnLaunch, removeFile, runProgram, writeStreamFile } from '../machine/index.ts';
import type { Io } from './types.ts';

/** Counting and deleting 100,000 exchanges takes seconds; a disk may be slow. */
const TIMEOUT_MS = 300_000;

/**
 * What was recorded, for the page: the commands of `headroom data` in a process of their own, so that no stream waits for a
 * large ledger. Only the export comes from here: it is read a little at a time.
 */
export function createDataDoor(home: string, env: Io['env']): DataDoor {
  const run = async <T>(...args: string[]): Promise<T> => {
    const { command, args: own } = makeOwnLaunch(['data', ...args, '--json']);
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: 1024 * 1024 };
    const { stdout } = await runProgram(command, own, { env: { ...env, HEADROOM_HOME: home }, ...limits });
    return readAnswer<T>(stdout);
  };
  return {
    sizes: () => run<DataSizes>(),
    delete: (selection, dryRun) => run<DataDeletion>('delete', ...toFlags(selection), dryRun ? '--dry-run' : '--yes'),
    async import(body) {
      const file = join(home, 'spool', `${randomUUID()}.import`);
      try {
        await writeStreamFile(file, body);
        return await run<DataImport>('import', file);
      } finally {
        await removeFile(file);
      }
    },
    async export(options) {
      const { exportData } = await import('../store/index.ts');
      return Readable.toWeb(gzipText(exportData({ home, ...options, now: Date.now() }))) as ReadableStream<Uint8Array>;
    },
  };
}

function toFlags(selection: DataSelection): string[] {
  switch (selection.kind) {
    case 'all':
      return ['--all'];
    case 'older':
      return ['--older-than', String(selection.days)];
    case 'project':
      return [`--project=${selection.project}`];
  }
}

/** @throws the AppError that the other process told */
function readAnswer<T>(stdout: string): T {
  try {
    const answer = JSON.parse(stdout) as T | { error: { code: ErrorCode; message: string; hint: string | null } };
    if (typeof answer !== 'object' || answer === null || !('error' in answer)) return answer as T;
    const { code, message, hint } = answer.error;
    throw new AppError(code, message, hint === null ? {} : { hint });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store.denied', 'The ledger could not be looked at.', {
      hint: 'headroom data on the command line tells why.',
      cause: error,
    });
  }
}
