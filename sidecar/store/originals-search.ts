import { setTimeout as wait } from 'node:timers/promises';
import type { OriginalHits } from '../contract/originals.ts';
import { readTrouble, type Trouble } from './open.ts';
import { discardSearchIndex, openSearchIndex, type SearchIndex } from './search-index.ts';

/** Milliseconds that a search may take in new originals before it answers; what is left over is taken in by the next. */
const SEARCH_MS = 1500;
/** Milliseconds for reading the lines of what was found. */
const LINES_MS = 1000;
/** Milliseconds of indexing after a sweep, when nobody waits. */
const SWEEP_MS = 30_000;
/** Milliseconds between two slices then, so that the ledger's own work comes first. */
const SWEEP_PAUSE_MS = 50;

/**
 * Full-text search over the stored originals of a home: all words must occur, a "quoted phrase" with its words in a row,
 * and the last word may go on. Whatever is typed is words, never syntax. First the index takes in what is new.
 * @param options limit: originals at most; budgetMs: time for taking in; signal ends that early
 * @returns never rejects for what is wrong with files: what cannot be looked at is told by `isComplete`
 */
export async function searchOriginals(
  home: string,
  query: string,
  { limit, budgetMs = SEARCH_MS, signal }: { limit: number; budgetMs?: number; signal?: AbortSignal | undefined },
): Promise<OriginalHits> {
  const answer = await withIndex(home, async (index) => {
    const isCaughtUp = await catchUp(index, { budgetMs, pauseMs: 0, signal });
    const found = index.find(query, limit, performance.now() + LINES_MS);
    return { hits: found.hits, isComplete: found.isComplete && isCaughtUp };
  });
  return answer ?? { hits: [], isComplete: false };
}

/** Takes what is new into a home's index and drops what is gone, when nobody waits for it. As {@link searchOriginals}, never rejects for files. */
export async function indexOriginals(home: string, signal?: AbortSignal): Promise<void> {
  await withIndex(home, (index) => catchUp(index, { budgetMs: SWEEP_MS, pauseMs: SWEEP_PAUSE_MS, signal }));
}

/** @returns whether nothing is left to take in */
async function catchUp(
  index: SearchIndex,
  { budgetMs, pauseMs, signal }: { budgetMs: number; pauseMs: number; signal?: AbortSignal | undefined },
): Promise<boolean> {
  const until = performance.now() + budgetMs;
  while (signal?.aborted !== true) {
    const progress = index.catchUp();
    if (progress === 'done') return true;
    if (performance.now() > until) return false;
    // Between two slices whoever shares this thread has its turn.
    await wait(progress === 'busy' ? SWEEP_PAUSE_MS : pauseMs);
  }
  return false;
}

/** Opened for each use: nothing has to be closed at an end, and a file that was replaced is noticed. A damaged one is made anew, once. */
async function withIndex<T>(home: string, work: (index: SearchIndex) => Promise<T>): Promise<T | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const index = openSearchIndex(home);
    let trouble: Trouble | null = null;
    try {
      return await work(index);
    } catch (error) {
      trouble = readTrouble(error);
      if (trouble === null) throw error;
    } finally {
      index.close();
    }
    if (trouble !== 'corrupt') return null;
    discardSearchIndex(home);
  }
  return null;
}
