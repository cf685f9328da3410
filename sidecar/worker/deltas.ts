import { type Copies, type Copy, DELTA, formatDelta, isEcho, type Outcome, SAME } from '../engine/index.ts';
import { digestOf } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';

/** Deltas that are remembered, in characters of text. */
const MEMO_CHARS = 4 * 1024 * 1024;
/** A delta must save this share of what would be sent without it: it costs the reader a look at another place. */
const MIN_SHARE = 0.2;
/** Less is enough where the reader knows the text: it has just made the edit that a tool confirms. */
const MIN_ECHO_SHARE = 0.1;

/** Sends only what differs from an earlier result of the request, where that is much shorter. Remembers for speed only. */
export class Deltas {
  private readonly memo = new Lru<string, string>(MEMO_CHARS, (delta) => 100 + delta.length);
  private readonly measure: (text: string) => number;

  /** @param measure tokens of a text */
  constructor(measure: (text: string) => number) {
    this.measure = measure;
  }

  /**
   * @param pure what is sent for the text by itself
   * @param copy the same as it would stand in the request
   * @param copies what stands before it
   */
  shorten(pure: Outcome, copy: Copy, copies: Copies): Outcome {
    const { decision } = pure;
    if (decision.by.includes(SAME) || decision.reason === 'recalled') return pure;
    const delta = copies.compare({ ...copy, isCode: decision.reason === 'code' }, (base, newcomer, place) => {
      const key = digestOf(base, newcomer.text, place, JSON.stringify({ ...newcomer, text: '' }));
      const known = this.memo.get(key) ?? formatDelta(base, newcomer, place) ?? '';
      this.memo.set(key, known);
      return known || null;
    });
    if (delta === null) return pure;
    const tokensAfter = this.measure(delta);
    const whole = decision.text === null ? this.measure(copy.text) : decision.tokensAfter;
    if (tokensAfter > whole * (1 - (isEcho(copy.hint) ? MIN_ECHO_SHARE : MIN_SHARE))) return pure;
    const tokensBefore = decision.text === null ? whole : decision.tokensBefore;
    const { reason: _, ...rest } = decision;
    return { ...pure, decision: { ...rest, text: delta, by: [...decision.by, DELTA], tokensBefore, tokensAfter } };
  }
}
