import { join } from 'node:path';
import { z } from 'zod';
import { readTextWithin, writeFileAtomic } from '../machine/index.ts';
import { isBundle, listArchives } from './build.ts';
import type { Build, Pinned, Receipt, Receipts } from './types.ts';

const MAX_RECEIPTS_BYTES = 64 * 1024;
const RECEIPTS = 'installed.json';

/** A bare name: a receipt that somebody changed must not lead anywhere else. */
const bareName = z.string().regex(/^[\w+-][\w.+-]{0,99}$/);
/** Below the version's own directory; no name in it begins with a dot. */
const innerPath = z.string().regex(/^[\w+-][\w.+-]*(?:\/[\w+-][\w.+-]*){0,9}$/);
const sum = z.string().regex(/^[0-9a-f]{64}$/);

const receipt = z.strictObject({
  version: z.string(),
  edition: z.string(),
  licence: z.string(),
  platform: z.string(),
  source: z.string(),
  sha256: sum,
  directory: bareName,
  file: z.strictObject({ name: bareName, bytes: z.int().nonnegative(), sha256: sum }),
  program: innerPath.optional(),
  installedAt: z.number(),
}) satisfies z.ZodType<Receipt>;

const receipts = z.strictObject({ current: receipt, previous: receipt.nullable() });

/** Everything of a tool lies here. */
export function findToolDirectory(home: string, id: string): string {
  return join(home, 'tools', id);
}

/** Where the part of a download lies: of several each has its own, so that what is there need not come again. */
export function findPart(home: string, id: string, { archive, build }: { archive: Pinned; build: Build }): string {
  return join(findToolDirectory(home, id), namePart(archive, build));
}

function namePart({ sha256 }: Pinned, build: Build): string {
  return isBundle(build) ? `download-${sha256.slice(0, 16)}.part` : 'download.part';
}

/** Everything of the version that a receipt tells of. */
export function findVersion(home: string, id: string, { directory }: Pick<Receipt, 'directory'>): string {
  return join(findToolDirectory(home, id), directory);
}

/** The program that a receipt tells of. */
export function findProgramFile(home: string, id: string, receipt: Receipt): string {
  return join(findVersion(home, id, receipt), receipt.program ?? receipt.file.name);
}

/** What is installed; null when nothing is, or nothing that can be read (then it is installed anew). */
export async function readReceipts(home: string, id: string): Promise<Receipts | null> {
  const text = await readTextWithin(join(findToolDirectory(home, id), RECEIPTS), MAX_RECEIPTS_BYTES).catch(() => null); // as if there were none
  try {
    return receipts.parse(JSON.parse(text ?? ''));
  } catch {
    return null; // none, or not as we write it
  }
}

/** The switch: before it the old version counts, after it the new one. @throws the system's error */
export async function writeReceipts(home: string, id: string, value: Receipts): Promise<void> {
  await writeFileAtomic(join(findToolDirectory(home, id), RECEIPTS), `${JSON.stringify(value, null, 2)}\n`);
}

/** Names in a tool's directory that are still needed: parts of this build's downloads are. */
export function listNeeded(value: Receipts | null, build: Build): readonly string[] {
  const directories = value === null ? [] : [value.current.directory, value.previous?.directory ?? ''];
  const parts = listArchives(build).map((archive) => namePart(archive, build));
  return [RECEIPTS, ...parts, ...parts.map((name) => `${name}.json`), ...directories];
}

/** Name of the file with the receipts, for removing it first. */
export function findReceipts(home: string, id: string): string {
  return join(findToolDirectory(home, id), RECEIPTS);
}
