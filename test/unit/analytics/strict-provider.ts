import type { ExchangeUsage } from '../../../sidecar/contract/exchange.ts';

/** A block as a provider sees it: its bytes, its own count of tokens, and whether a breakpoint stands behind it. */
export interface SeenBlock {
  readonly bytes: string;
  readonly tokens: number;
  readonly isMarked: boolean;
}

const ttlMs = 5 * 60_000;
const lookBack = 20;
const least = 1024;

/** A prompt cache that matches exact prefixes only, written from the provider's guide and from nothing of ours. */
export class StrictProvider {
  private readonly entries = new Map<string, number>();

  answer(blocks: readonly SeenBlock[], now: number): ExchangeUsage {
    let prefix = '';
    let sum = 0;
    const places = blocks.map(({ bytes, tokens, isMarked }) => {
      prefix = `${prefix}/${bytes}`;
      sum += tokens;
      return { prefix, sum, isMarked };
    });
    let read = 0;
    places.forEach(({ isMarked }, mark) => {
      if (!isMarked) return;
      for (let at = mark; at >= 0 && at > mark - lookBack; at--) {
        const place = places[at]!;
        if ((this.entries.get(place.prefix) ?? 0) <= now) continue;
        this.entries.set(place.prefix, now + ttlMs);
        read = Math.max(read, place.sum);
        break;
      }
    });
    const marks = places.filter((place) => place.isMarked && place.sum >= least);
    for (const place of marks) this.entries.set(place.prefix, now + ttlMs);
    const held = Math.max(read, marks.at(-1)?.sum ?? 0);
    return { fresh: sum - held, write5m: held - read, write1h: 0, read, output: 0 };
  }

  evictAll(): void {
    this.entries.clear();
  }
}
