import type { Decision } from '../engine/types.ts';
import { sha256 } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';

/** Decisions that outlive the process, as JSON. */
export interface DecisionMemo {
  get(key: string): string | null;
  put(key: string, value: string): void;
  /** Writes what was noted now. @returns false when it could not be written. */
  flush(): boolean;
}

/** Rows in memory weigh what they hold. */
const BOOK_CHARS = 8 * 1024 * 1024;

/**
 * What was decided for every text of every conversation, under the place where it stands: the chain of all texts and
 * hints up to it. While a prefix may be cached, a text comes out as it is written here, whatever has changed since – the
 * engine, its mode, its trust in a compressor. When the client changes its history, the chain changes with it and what
 * stands behind is decided anew. Without changes all of it can be made again: losing the book loses nothing but that.
 */
export class Book {
  private readonly rows = new Lru<string, Decision>(BOOK_CHARS, (row) => 160 + (row.text?.length ?? 0));
  private readonly lasting: DecisionMemo;

  constructor(lasting: DecisionMemo) {
    this.lasting = lasting;
  }

  /** @param epoch of the conversation: rows of an earlier one that this process still has in memory no longer count */
  read(chain: string, epoch: number): Decision | null {
    const known = this.rows.get(`${epoch} ${chain}`);
    if (known !== undefined) return known;
    const written = this.lasting.get(keyOf(chain));
    if (written === null) return null;
    const decision = this.unpack(written);
    if (decision !== null) this.rows.set(`${epoch} ${chain}`, decision);
    return decision;
  }

  /** @param memoKey under which the memo holds the very same decision, so that it is not written twice */
  note(chain: string, epoch: number, { decision, memoKey }: { decision: Decision; memoKey: string | null }): void {
    this.rows.set(`${epoch} ${chain}`, decision);
    this.lasting.put(keyOf(chain), memoKey === null ? JSON.stringify(decision) : `${POINTER}${memoKey}`);
  }

  /** Whether everything that was noted is written. */
  flush(): boolean {
    return this.lasting.flush();
  }

  private unpack(written: string): Decision | null {
    const value = written.startsWith(POINTER) ? this.lasting.get(written.slice(POINTER.length)) : written;
    return value === null ? null : (JSON.parse(value) as Decision);
  }
}

/** Starts a value that only names the row of the memo that has the decision; no JSON begins like this. */
const POINTER = '@';

function keyOf(chain: string): string {
  return `sent ${chain}`;
}

/** The place behind one more text. @param source names the text and everything known about it */
export function link(chain: string, source: string): string {
  return sha256(`${chain}:${source}`).slice(0, 32);
}
