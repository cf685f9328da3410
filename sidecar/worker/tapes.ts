import { scanJson } from '../lib/json-scan.ts';
import type { JsonTape } from '../lib/json-tape.ts';
import { Lru } from '../lib/lru.ts';

/** Bytes of memory, about; some ten conversations of usual size. */
const CAPACITY = 24 * 1024 * 1024;

/**
 * The latest body of each conversation, scanned. A turn repeats nearly all of the one before: what both begin and end with
 * is neither scanned nor decoded again. Remembers for speed only.
 */
export class Tapes {
  private readonly latest = new Lru<string, JsonTape>(CAPACITY, (tape) => tape.weight);

  /** As scanJson. @param conversation '' for one that nobody named */
  scan(conversation: string, body: Uint8Array): JsonTape | null {
    const before = this.latest.get(conversation);
    // A dialect may look at the same body twice.
    if (before?.bytes === body) return before;
    const tape = scanJson(body, before);
    if (tape !== null) this.latest.set(conversation, tape);
    return tape;
  }
}
