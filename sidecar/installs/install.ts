import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { ToolResult } from '../contract/tools.ts';
import { listNames, removeTree } from '../machine/index.ts';
import { findBuild, identify, isBundle, listArchives, nameArchive, sumBytes, sumUnpacked } from './build.ts';
import { isVersionIntact } from './contents.ts';
import { download } from './download.ts';
import { makeDiskError, toFileError } from './failures.ts';
import { discardPart } from './part.ts';
import { readGivenArchive } from './program-file.ts';
import {
  findPart,
  findProgramFile,
  findToolDirectory,
  findVersion,
  listNeeded,
  readReceipts,
  writeReceipts,
} from './receipts.ts';
import { tryProgram } from './smoke.ts';
import type { Build, ManagedTool, OnBytes, Pinned, Receipt, Receipts, Surroundings } from './types.ts';
import { unpackBuild } from './unpack.ts';

/** Left free for everybody else. */
const SPARE_BYTES = 32 * 1024 * 1024;

export interface InstallOptions {
  /** An archive (of several: their directory) that was brought by hand; downloaded when there is none. */
  readonly file?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: OnBytes;
  /** All bytes are there; now they are checked. */
  readonly onCheck: () => void;
}

/**
 * Installs the pinned version; call it under the tool's claim. The receipts are the switch: as long as they are not
 * replaced, what was installed before counts, and everything else in the directory is swept away next time.
 * @throws AppError tool.*
 */
export async function installPinned(
  tool: ManagedTool,
  around: Surroundings,
  options: InstallOptions,
): Promise<ToolResult> {
  const { home } = around;
  const build = findBuild(tool, around.platform);
  const old = await readReceipts(home, tool.id);
  const known = await findKnown(tool.id, build, old, home);
  try {
    await sweep(home, tool.id, old, build);
    if (known !== null && known === old?.current) {
      await discardParts(home, tool.id, build);
      return tell(tool.id, home, known, 'unchanged');
    }
    const fresh = known ?? (await makeVersion(tool, build, around, options));
    await writeReceipts(home, tool.id, await follow(fresh, old, { home, id: tool.id }));
    await discardParts(home, tool.id, build);
    await sweep(home, tool.id, await readReceipts(home, tool.id), build);
    const isRepair = old?.current.sha256 === identify(build);
    return tell(tool.id, home, fresh, old === null ? 'installed' : isRepair ? 'repaired' : 'updated');
  } catch (error) {
    throw toFileError(error, findToolDirectory(home, tool.id));
  }
}

/** The pinned version, if it lies there unharmed: as the current one or as the one before. */
async function findKnown(id: string, build: Build, old: Receipts | null, home: string): Promise<Receipt | null> {
  for (const one of old === null ? [] : [old.current, old.previous]) {
    if (one?.sha256 !== identify(build)) continue;
    if (!isBundle(build) && one.file.sha256 !== build.member.sha256) continue;
    if (await isVersionIntact(findVersion(home, id, one), one)) return one;
  }
  return null;
}

/** Fetches, verifies, unpacks and tries the pinned version in a directory that nothing leads to yet. */
async function makeVersion(
  tool: ManagedTool,
  build: Build,
  around: Surroundings,
  options: InstallOptions,
): Promise<Receipt> {
  const { home, now, platform } = around;
  const directory = findToolDirectory(home, tool.id);
  await checkRoom(directory, build, around);
  const files = await bring(tool.id, build, around, options);
  options.onCheck();
  const name = `${tool.version}-${randomBytes(4).toString('hex')}`;
  const { version, edition, licence } = tool;
  try {
    const unpacked = await unpackBuild(build, files, join(directory, name)).catch(async (error) => {
      // It is what was pinned, and will not get better by lying here.
      if (error instanceof AppError) await discardParts(home, tool.id, build);
      throw error;
    });
    const receipt: Receipt = {
      ...{ version, edition, licence, platform, sha256: identify(build), directory: name, ...unpacked },
      source: options.file === undefined ? listArchives(build)[0]!.url : 'file',
      installedAt: now(),
    };
    await tryProgram(findProgramFile(home, tool.id, receipt), tool.smoke, directory, join(directory, name));
    // What it did to itself in its first run is not what was pinned.
    if (await isVersionIntact(join(directory, name), receipt)) return receipt;
    throw new AppError('tool.unfit', `${tool.name} changed its own files when it ran.`, { hint: 'Please report it.' });
  } catch (error) {
    await removeTree(join(directory, name)).catch(() => undefined); // swept next time; the failure that is told counts
    throw error;
  }
}

/** The archives as verified files: downloaded, or those that were brought. */
async function bring(
  id: string,
  build: Build,
  { home, env, wait }: Surroundings,
  { file, signal, onBytes }: InstallOptions,
): Promise<readonly string[]> {
  const paths: string[] = [];
  let doneBytes = 0;
  for (const archive of listArchives(build)) {
    const path = file === undefined ? findPart(home, id, { archive, build }) : findGiven(file, archive, build);
    const before = doneBytes;
    if (file !== undefined) await readGivenArchive(path, archive);
    else await download(archive, { path, env, wait, signal, onBytes: (bytes) => onBytes(before + bytes) });
    doneBytes += archive.bytes;
    paths.push(path);
  }
  return paths;
}

/** Several archives are brought as a directory in which they lie under their own names. */
export function findGiven(file: string, archive: Pinned, build: Build): string {
  return isBundle(build) ? join(file, nameArchive(archive)) : file;
}

async function discardParts(home: string, id: string, build: Build): Promise<void> {
  for (const archive of listArchives(build)) await discardPart(findPart(home, id, { archive, build }));
}

async function checkRoom(directory: string, build: Build, { readFreeBytes }: Surroundings): Promise<void> {
  const bytes = sumBytes(build) + sumUnpacked(build) + SPARE_BYTES;
  const free = await readFreeBytes(directory);
  if (free < bytes) throw makeDiskError(directory, undefined, { bytes, free });
}

/** The new receipts. The version before is kept only if it could be gone back to. */
async function follow(fresh: Receipt, old: Receipts | null, at: { home: string; id: string }): Promise<Receipts> {
  for (const one of old === null ? [] : [old.current, old.previous]) {
    if (one === null || one.directory === fresh.directory || one.version === fresh.version) continue;
    if (await isVersionIntact(findVersion(at.home, at.id, one), one)) return { current: fresh, previous: one };
  }
  return { current: fresh, previous: null };
}

/** Deletes what crashes have left. What cannot be deleted (a program that runs, on Windows) is left for next time. */
export async function sweep(home: string, id: string, receipts: Receipts | null, build: Build): Promise<void> {
  const directory = findToolDirectory(home, id);
  const needed = new Set(listNeeded(receipts, build));
  for (const name of await listNames(directory)) {
    if (!needed.has(name)) await removeTree(join(directory, name)).catch(() => undefined);
  }
}

/** @param receipt null when nothing is installed any more */
export function tell(id: string, home: string, receipt: Receipt | null, outcome: ToolResult['outcome']): ToolResult {
  if (receipt === null) return { id, outcome, version: null, path: null };
  return { id, outcome, version: receipt.version, path: findProgramFile(home, id, receipt) };
}
