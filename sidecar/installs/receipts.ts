import { join } from 'node:path';
import { z } from 'zod';
import { readTextWithin, writeFileAtomic } from '../machine/index.ts';
import type { Receipt, Receipts } from './types.ts';

const MAX_RECEIPTS_BYTES = 64 * 1024;
const RECEIPTS = 'installed.json';

/** A bare name: a receipt that somebody changed must not lead anywhere else. */
const bareName = z.string().regex(/^[\w+-][\w.+-]{0,99}$/);
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
  installedAt: z.number(),
}) satisfies z.ZodType<Receipt>;

const receipts = z.strictObject({ current: receipt, previous: receipt.nullable() });

/** Everything of a tool lies here. */
export function findToolDirectory(home: string, id: string): string {
  return join(home, 'tools', id);
}

/** Where the part of a download lies. */
export function findPart(home: string, id: string): string {
  return join(findToolDirectory(home, id), 'download.part');
}

/** The program that a receipt tells of. */
export function findProgramFile(home: string, id: string, { directory, file }: Receipt): string {
  return join(findToolDirectory(home, id), directory, file.name);
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

/** Names in a tool's directory that are still needed. */
export function listNeeded(value: Receipts | null): readonly string[] {
  const directories = value === null ? [] : [value.current.directory, value.previous?.directory ?? ''];
  return [RECEIPTS, 'download.part', 'download.part.json', ...directories];
}

/** Name of the file with the receipts, for removing it first. */
export function findReceipts(home: string, id: string): string {
  return join(findToolDirectory(home, id), RECEIPTS);
}
