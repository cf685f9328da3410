import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listOriginals } from './originals.ts';

/** An original that holds every word of a query. */
export interface FoundText {
  readonly id: string;
  readonly bytes: number;
  /** Last use in ms since the epoch. */
  readonly usedAt: number;
  /** Lines that hold at least one of the words; those with more of them first, then in their order. */
  readonly hits: readonly { readonly line: number; readonly text: string }[];
}

export interface ScanResult {
  readonly originals: readonly FoundText[];
  /** True when a bound ended the scan before every original was read. */
  readonly isPartial: boolean;
  readonly searched: number;
}

/** What a scan may cost. The files are read one after the other, so that only one is in memory. */
const bounds = { bytes: 256 * 1024 * 1024, ms: 2000 } as const;
/** Lines kept per original. */
const maxHits = 20;

/**
 * Full-text search without an index: reads the stored originals, the most recently used first, until enough hold every
 * word (or quoted phrase) of the query, without regard to case.
 * @param now clock in ms; the scan ends after two seconds or 256 MB
 */
export async function scanOriginals(
  dir: string,
  query: string,
  { limit, now = Date.now }: { limit: number; now?: () => number },
): Promise<ScanResult> {
  const words = readWords(query);
  const files = listOriginals(dir).sort((a, b) => b.usedAt - a.usedAt);
  const originals: FoundText[] = [];
  const until = now() + bounds.ms;
  let bytesLeft: number = bounds.bytes;
  let searched = 0;
  for (const { id, bytes, usedAt } of files) {
    if (originals.length >= limit || words.length === 0) break;
    if (bytesLeft < bytes || now() > until) return { originals, isPartial: true, searched };
    bytesLeft -= bytes;
    searched++;
    const hits = findHits(await readText(join(dir, `${id}.txt`)), words);
    if (hits !== null) originals.push({ id, bytes, usedAt, hits });
  }
  return { originals, isPartial: false, searched };
}

/** Words and "quoted phrases", in lower case. */
export function readWords(query: string): string[] {
  return [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase());
}

function findHits(text: string, words: readonly string[]): FoundText['hits'] | null {
  const lower = text.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return null;
  const hits: { line: number; text: string; count: number }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const folded = line.toLowerCase();
    const count = words.filter((word) => folded.includes(word)).length;
    if (count > 0) hits.push({ line: at + 1, text: line, count });
  }
  return hits
    .sort((a, b) => b.count - a.count || a.line - b.line)
    .slice(0, maxHits)
    .map(({ line, text: content }) => ({ line, text: content }));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return ''; // swept away since it was listed, or not ours to read: it holds nothing then
  }
}
