import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { ToolResult } from '../contract/tools.ts';
import { listNames, removeTree } from '../machine/index.ts';
import { readMember } from './archive.ts';
import { download } from './download.ts';
import { makeDiskError, toFileError } from './failures.ts';
import { discardPart } from './part.ts';
import { isIntact, readGivenArchive, writeProgram } from './program-file.ts';
import { findPart, findProgramFile, findToolDirectory, listNeeded, readReceipts, writeReceipts } from './receipts.ts';
import { tryProgram } from './smoke.ts';
import type { Artifact, ManagedTool, OnBytes, Receipt, Receipts, Surroundings } from './types.ts';

/** Left free for everybody else. */
const SPARE_BYTES = 32 * 1024 * 1024;

export interface InstallOptions {
  /** An archive that was brought by hand; downloaded when there is none. */
  readonly file?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: OnBytes;
  /** All bytes are there; now they are checked. */
  readonly onCheck: () => void;
}

/** @throws AppError tool.unsupported */
export function findArtifact({ name, artifacts }: ManagedTool, platform: string): Artifact {
  const artifact = Object.hasOwn(artifacts, platform) ? artifacts[platform] : undefined;
  if (artifact !== undefined) return artifact;
  throw new AppError('tool.unsupported', `There is no build of ${name} for this computer (${platform}).`, {
    hint: `There are builds for ${Object.keys(artifacts).sort().join(', ')}.`,
  });
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
  const artifact = findArtifact(tool, around.platform);
  const old = await readReceipts(home, tool.id);
  const known = await findKnown(tool.id, artifact, old, home);
  try {
    await sweep(home, tool.id, old);
    if (known !== null && known === old?.current) {
      await discardPart(findPart(home, tool.id));
      return tell(tool.id, home, known, 'unchanged');
    }
    const fresh = known ?? (await makeVersion(tool, artifact, around, options));
    await writeReceipts(home, tool.id, await follow(fresh, old, { home, id: tool.id }));
    await discardPart(findPart(home, tool.id));
    await sweep(home, tool.id, await readReceipts(home, tool.id));
    const isRepair = old?.current.sha256 === artifact.sha256;
    return tell(tool.id, home, fresh, old === null ? 'installed' : isRepair ? 'repaired' : 'updated');
  } catch (error) {
    throw toFileError(error, findToolDirectory(home, tool.id));
  }
}

/** The pinned version, if it lies there unharmed: as the current one or as the one before. */
async function findKnown(id: string, artifact: Artifact, old: Receipts | null, home: string): Promise<Receipt | null> {
  for (const one of old === null ? [] : [old.current, old.previous]) {
    if (one?.sha256 !== artifact.sha256 || one.file.sha256 !== artifact.member.sha256) continue;
    if (await isIntact(findProgramFile(home, id, one), artifact.member)) return one;
  }
  return null;
}

/** Fetches, verifies, unpacks and tries the pinned version in a directory that nothing leads to yet. */
async function makeVersion(
  tool: ManagedTool,
  artifact: Artifact,
  around: Surroundings,
  { file, signal, onBytes, onCheck }: InstallOptions,
): Promise<Receipt> {
  const { home, env, now, platform, wait } = around;
  const directory = findToolDirectory(home, tool.id);
  await checkRoom(directory, artifact, around);
  const path = findPart(home, tool.id);
  if (file === undefined) await download(artifact, { path, env, wait, onBytes, signal });
  onCheck();
  const archive = file === undefined ? await readFile(path) : await readGivenArchive(file, artifact);
  const content = await readMember(archive, artifact).catch(async (error) => {
    // It is what was pinned, and will not get better by lying here.
    await discardPart(path);
    throw error;
  });
  const name = `${tool.version}-${randomBytes(4).toString('hex')}`;
  const { version, edition, licence } = tool;
  const receipt: Receipt = {
    ...{ version, edition, licence, platform, sha256: artifact.sha256, directory: name, file: artifact.member },
    source: file === undefined ? artifact.url : 'file',
    installedAt: now(),
  };
  try {
    await writeProgram(join(directory, name, artifact.member.name), content);
    await tryProgram(join(directory, name, artifact.member.name), tool.smoke, directory);
    // What it did to itself in its first run is not what was pinned.
    if (await isIntact(join(directory, name, artifact.member.name), artifact.member)) return receipt;
    throw new AppError('tool.unfit', `${tool.name} changed its own file when it ran.`, { hint: 'Please report it.' });
  } catch (error) {
    await removeTree(join(directory, name)).catch(() => undefined); // swept next time; the failure that is told counts
    throw error;
  }
}

async function checkRoom(directory: string, artifact: Artifact, { readFreeBytes }: Surroundings): Promise<void> {
  const bytes = artifact.bytes + artifact.member.bytes + SPARE_BYTES;
  const free = await readFreeBytes(directory);
  if (free < bytes) throw makeDiskError(directory, undefined, { bytes, free });
}

/** The new receipts. The version before is kept only if it could be gone back to. */
async function follow(fresh: Receipt, old: Receipts | null, at: { home: string; id: string }): Promise<Receipts> {
  for (const one of old === null ? [] : [old.current, old.previous]) {
    if (one === null || one.directory === fresh.directory || one.version === fresh.version) continue;
    if (await isIntact(findProgramFile(at.home, at.id, one), one.file)) return { current: fresh, previous: one };
  }
  return { current: fresh, previous: null };
}

/** Deletes what crashes have left. What cannot be deleted (a program that runs, on Windows) is left for next time. */
export async function sweep(home: string, id: string, receipts: Receipts | null): Promise<void> {
  const directory = findToolDirectory(home, id);
  const needed = new Set(listNeeded(receipts));
  for (const name of await listNames(directory)) {
    if (!needed.has(name)) await removeTree(join(directory, name)).catch(() => undefined);
  }
}

/** @param receipt null when nothing is installed any more */
export function tell(id: string, home: string, receipt: Receipt | null, outcome: ToolResult['outcome']): ToolResult {
  if (receipt === null) return { id, outcome, version: null, path: null };
  return { id, outcome, version: receipt.version, path: findProgramFile(home, id, receipt) };
}
