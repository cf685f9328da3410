import { join } from 'node:path';
import { readSource } from '../machine/index.ts';
import type { FileChurn } from './churn.ts';
import { findLanguage } from './languages.ts';
import { measure } from './measure.ts';
import type { Memory } from './memory.ts';
import type { Measure, SourceFile } from './types.ts';

/** Longer files are data in the clothes of code. Bytes. */
export const MAX_SOURCE_BYTES = 1024 * 1024;
/** Files that are read at once. */
const AT_ONCE = 32;

/**
 * Measures the code of a project: files that are the same as in the scan before are taken from memory; of the others
 * those that change most are read first, then the largest, until the time is up. The next scan goes on from there.
 * @param until clock in ms at which reading ends; @param onRead told before each part how many of the files are read
 * @returns also how many files wait for the next scan
 */
export async function measureFiles(
  directory: string,
  files: readonly SourceFile[],
  churn: ReadonlyMap<string, FileChurn>,
  { memory, until, onRead }: { memory: Memory | null; until: number; onRead?: (done: number, all: number) => void },
): Promise<{ measures: Map<string, Measure>; waiting: number }> {
  const measures = new Map<string, Measure>();
  const unread: SourceFile[] = [];
  for (const file of files) {
    if (file.role !== 'code' && file.role !== 'test') continue;
    const known = memory?.measures[file.path];
    if (known?.key === keyOf(file)) measures.set(file.path, known.measure);
    else if (file.sizeBytes <= MAX_SOURCE_BYTES) unread.push(file);
  }
  const heat = ({ path, sizeBytes }: SourceFile): number => (churn.get(path)?.weight ?? 0) * 1e7 + sizeBytes;
  unread.sort((a, b) => heat(b) - heat(a));
  let at = 0;
  for (; at < unread.length && Date.now() < until; at += AT_ONCE) {
    onRead?.(at, unread.length);
    const part = unread.slice(at, at + AT_ONCE).map(async ({ path }) => {
      const text = await readSource(join(directory, path), MAX_SOURCE_BYTES);
      const language = findLanguage(path);
      if (text !== null && language !== null) measures.set(path, measure(text, language));
    });
    await Promise.all(part);
  }
  return { measures, waiting: Math.max(0, unread.length - at) };
}

/** What tells that a file is the same as before. */
export function keyOf({ sizeBytes, changedAt }: SourceFile): string {
  return `${sizeBytes}:${Math.round(changedAt)}`;
}
