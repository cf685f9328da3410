import { join } from 'node:path';
import { digest } from '../lib/hash.ts';
import { readTextWithin, writeFileAtomic } from '../machine/index.ts';
import type { History, Measure } from './types.ts';

/** Changes with what a measure means; an older memory is then left aside. */
const VERSION = 2;
const MAX_BYTES = 256 * 1024 * 1024;

/** What one scan leaves for the next: the figures of files that stay the same, and what to compare with. */
export interface Memory {
  readonly scannedAt: number;
  /** By path; `key` is the file's size and time of change. */
  readonly measures: Readonly<Record<string, { readonly key: string; readonly measure: Measure }>>;
  readonly hotspots: readonly string[];
  readonly history: History | null;
}

/** The memory of a project, or null when there is none that can be used. @param home of Headroom */
export async function readMemory(home: string, project: string): Promise<Memory | null> {
  try {
    const text = await readTextWithin(memoryPath(home, project), MAX_BYTES);
    const kept = text === null ? null : (JSON.parse(text) as Memory & { version: number });
    return kept?.version === VERSION ? kept : null;
  } catch {
    return null; // damaged or too large: the scan does its work anew
  }
}

export async function writeMemory(home: string, project: string, memory: Memory): Promise<void> {
  await writeFileAtomic(memoryPath(home, project), JSON.stringify({ version: VERSION, ...memory }));
}

function memoryPath(home: string, project: string): string {
  return join(home, 'vitals', `${digest(project)}.json`);
}
