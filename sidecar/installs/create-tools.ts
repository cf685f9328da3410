import { AppError } from '../contract/errors.ts';
import type { InstalledTool, ToolProblem, ToolProgress, ToolResult, ToolRow, ToolState } from '../contract/tools.ts';
import { readDiskRoom, removeFile, removeTree } from '../machine/index.ts';
import { findBuild, listArchives, sumBytes } from './build.ts';
import { withToolClaim } from './claim.ts';
import { isVersionIntact, looksVersionIntact, readVersionBytes } from './contents.ts';
import { makeCancelledError, toFileError } from './failures.ts';
import { findGiven, installPinned, tell } from './install.ts';
import { readGivenArchive } from './program-file.ts';
import { createRate } from './rate.ts';
import {
  findProgramFile,
  findReceipts,
  findToolDirectory,
  findVersion,
  readReceipts,
  writeReceipts,
} from './receipts.ts';
import { managedTools } from './records/index.ts';
import type { ManagedTool, Receipt, Receipts, Surroundings } from './types.ts';

/** Progress is told this often: enough for the eye, little enough for a slow reader. */
const TELL_MS = 200;

/** The managed tools of one home. Every action claims its tool among all processes of this computer. */
export interface Tools {
  list(): Promise<readonly ToolRow[]>;
  /** @param file an archive that was brought by hand. Rejects with AppError tool.*. */
  install(id: string, file?: string): Promise<ToolResult>;
  /** Like install, but only what is installed already. */
  update(id: string, file?: string): Promise<ToolResult>;
  /** Goes back to the version before, which then is the one to come back to. */
  rollback(id: string): Promise<ToolResult>;
  /** Takes everything of a tool away, also what an interrupted installation left. */
  remove(id: string): Promise<ToolResult>;
  /** Compares what is installed (or an archive that was brought) with what is pinned, byte for byte. */
  verify(id: string, file?: string): Promise<ToolResult>;
  /** Program and directory of what is installed; null when nothing is, or not as its receipt says at a glance. */
  locate(id: string): Promise<{ readonly program: string; readonly directory: string } | null>;
  /**
   * Interrupts the download of an installation that this process runs; what came is kept. Comes back when it has ended: what was
   * being unpacked by then is installed all the same.
   */
  cancel(id: string): Promise<void>;
  onProgress(listener: (progress: ToolProgress) => void): () => void;
  /** Interrupts what is being downloaded; it goes on next time. */
  close(): void;
}

export type ToolsOptions = Pick<Surroundings, 'home' | 'env'> &
  Partial<Surroundings> & { readonly records?: readonly ManagedTool[] };

export function createTools(options: ToolsOptions): Tools {
  const around: Surroundings = {
    platform: `${process.platform}-${process.arch}`,
    now: Date.now,
    readFreeBytes: async (path) => (await readDiskRoom(path)).freeBytes,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...options,
  };
  const { home } = around;
  const records = options.records ?? managedTools;
  const closing = new AbortController();
  const listeners = new Set<(progress: ToolProgress) => void>();
  /** What runs here, and what failed last. */
  const latest = new Map<string, ToolProgress>();
  const publish = (progress: ToolProgress): void => {
    if (progress.phase === 'done') latest.delete(progress.tool);
    else latest.set(progress.tool, progress);
    for (const listener of listeners) listener(progress);
  };
  const claim = <T>(id: string, work: (tool: ManagedTool) => Promise<T>): Promise<T> => {
    const tool = findTool(records, id);
    return withToolClaim(home, id, () => work(tool));
  };
  /** What runs here, by tool. */
  const runs = new Map<string, { readonly stop: AbortController; readonly ended: Promise<unknown> }>();
  const install = async (id: string, file?: string, before?: () => Promise<unknown>): Promise<ToolResult> => {
    findBuild(findTool(records, id), around.platform);
    const stop = new AbortController();
    const signal = AbortSignal.any([closing.signal, stop.signal]);
    const whole: Promise<ToolResult> = claim(id, async (tool) => {
      await before?.();
      // Until the claim is given back: whoever cancels may begin anew at once. Whoever started it hears how it ended.
      runs.set(id, { stop, ended: whole.catch(() => undefined) });
      return follow(tool, around, publish, (steps) =>
        installPinned(tool, around, { ...steps, file, signal }).catch((error) => {
          throw stop.signal.aborted ? makeCancelledError(tool.name, error) : error;
        }),
      );
    });
    return whole.finally(() => {
      if (runs.get(id)?.stop === stop) runs.delete(id);
    });
  };
  return {
    list: () => Promise.all(records.map((tool) => readRow(tool, around, latest.get(tool.id) ?? null))),
    install: (id, file) => install(id, file),
    update: (id, file) => install(id, file, () => readInstalled(home, id)),
    rollback: async (id) => claim(id, () => rollBack(home, id)),
    remove: async (id) =>
      claim(id, async () => {
        latest.delete(id);
        return removeTool(home, id);
      }),
    verify: async (id, file) => verifyTool(findTool(records, id), around, file),
    locate: (id) => locateTool(home, id),
    async cancel(id) {
      const run = runs.get(findTool(records, id).id);
      run?.stop.abort();
      await run?.ended;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closing.abort(),
  };
}

function findTool(records: readonly ManagedTool[], id: string): ManagedTool {
  const tool = records.find((one) => one.id === id);
  if (tool !== undefined) return tool;
  throw new AppError('tool.unknown', `There is no tool "${id.slice(0, 40)}".`, {
    hint: `There is: ${records.map((one) => one.id).join(', ')}.`,
  });
}

type Steps = { readonly onBytes: (doneBytes: number) => void; readonly onCheck: () => void };

/** Runs an installation and tells how far it is; its end is told as well, however it ends. */
async function follow(
  tool: ManagedTool,
  { platform, now }: Surroundings,
  publish: (progress: ToolProgress) => void,
  work: (steps: Steps) => Promise<ToolResult>,
): Promise<ToolResult> {
  const totalBytes = sumBytes(findBuild(tool, platform));
  const measure = createRate(totalBytes, now);
  let doneBytes = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const put = (phase: ToolProgress['phase'], error: ToolProblem | null = null): void => {
    const pace = phase === 'download' ? measure(doneBytes) : { bytesPerSecond: null, etaSeconds: null };
    publish({ tool: tool.id, phase, doneBytes, totalBytes, ...pace, error });
  };
  put('download');
  try {
    const result = await work({
      onBytes(bytes) {
        doneBytes = bytes;
        if (now() - toldAt < TELL_MS) return;
        toldAt = now();
        put('download');
      },
      onCheck: () => put('check'),
    });
    put('done');
    return result;
  } catch (error) {
    put('failed', toProblem(error));
    throw error;
  }
}

/** A defect keeps its message to itself. */
function toProblem(error: unknown): ToolProblem {
  if (!(error instanceof AppError)) return { code: 'defect', message: 'A defect in Headroom ended it.', hint: null };
  return { code: error.code, message: error.message, hint: error.hint ?? null };
}

/** @throws AppError tool.not-installed */
async function readInstalled(home: string, id: string): Promise<Receipts> {
  const receipts = await readReceipts(home, id);
  if (receipts !== null) return receipts;
  throw new AppError('tool.not-installed', `${id} is not installed.`, { hint: `headroom tools install ${id}` });
}

async function rollBack(home: string, id: string): Promise<ToolResult> {
  const { current, previous } = await readInstalled(home, id);
  if (previous === null) {
    throw new AppError('tool.not-installed', `There is no version of ${id} before ${current.version}.`, {
      hint: 'Only the version that an update replaced is kept.',
    });
  }
  if (!(await isVersionIntact(findVersion(home, id, previous), previous))) {
    throw new AppError(
      'tool.checksum',
      `The kept version ${previous.version} of ${id} is damaged; nothing was changed.`,
      {
        hint: `headroom tools update ${id} clears it away.`,
      },
    );
  }
  await writeReceipts(home, id, { current: previous, previous: current }).catch((error) => {
    throw toFileError(error, findToolDirectory(home, id));
  });
  return tell(id, home, previous, 'rolled-back');
}

/** The receipts go first: whatever stops it then, no half a tool is left, only files that nothing leads to. */
async function removeTool(home: string, id: string): Promise<ToolResult> {
  const wasThere = (await readReceipts(home, id)) !== null;
  const directory = findToolDirectory(home, id);
  try {
    await removeFile(findReceipts(home, id));
    await removeTree(directory);
  } catch (error) {
    throw toFileError(error, directory);
  }
  return tell(id, home, null, wasThere ? 'removed' : 'unchanged');
}

async function verifyTool(tool: ManagedTool, around: Surroundings, file?: string): Promise<ToolResult> {
  const { home, platform } = around;
  const build = findBuild(tool, platform);
  if (file !== undefined) {
    for (const archive of listArchives(build)) await readGivenArchive(findGiven(file, archive, build), archive);
    return { id: tool.id, outcome: 'intact', version: tool.version, path: file };
  }
  const { current } = await readInstalled(home, tool.id);
  if (await isVersionIntact(findVersion(home, tool.id, current), current))
    return tell(tool.id, home, current, 'intact');
  throw new AppError('tool.checksum', `${tool.name} is not what was installed: its file is missing or was changed.`, {
    hint: `headroom tools install ${tool.id} puts it right.`,
  });
}

async function locateTool(home: string, id: string): ReturnType<Tools['locate']> {
  const current = (await readReceipts(home, id))?.current;
  if (current === undefined) return null;
  const directory = findVersion(home, id, current);
  if (!(await looksVersionIntact(directory, current))) return null;
  return { program: findProgramFile(home, id, current), directory };
}

async function readRow(
  tool: ManagedTool,
  { home, platform }: Surroundings,
  progress: ToolProgress | null,
): Promise<ToolRow> {
  const { id, name, summary, homepage, licence, version, edition, artifacts, writes } = tool;
  const build = Object.hasOwn(artifacts, platform) ? artifacts[platform] : undefined;
  const receipts = await readReceipts(home, id);
  const current = receipts?.current;
  let state: ToolState = build === undefined ? 'unsupported' : 'absent';
  if (current !== undefined) {
    if (!(await looksVersionIntact(findVersion(home, id, current), current))) state = 'damaged';
    else state = current.version === version ? 'current' : 'outdated';
  }
  return {
    ...{ id, name, summary, homepage, licence, version, edition, state, writes, progress },
    installed: current === undefined ? null : await describe(home, id, current),
    previous: receipts?.previous?.version ?? null,
    downloads: build === undefined ? [] : listArchives(build).map(({ url, bytes, sha256 }) => ({ url, bytes, sha256 })),
  };
}

async function describe(home: string, id: string, receipt: Receipt): Promise<InstalledTool> {
  const { version, installedAt } = receipt;
  const bytes = await readVersionBytes(findVersion(home, id, receipt), receipt);
  return { version, path: findProgramFile(home, id, receipt), bytes, installedAt };
}
