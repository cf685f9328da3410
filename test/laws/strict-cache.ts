/** What a provider does with a body, written from the providers' guides and from nothing of ours: blocks, a cache of exact prefixes, a bill. */
import type { DialectId } from '../../sidecar/dialects/index.ts';
import { sha256 } from '../../sidecar/lib/hash.ts';

/** A block of a prompt, its marks and the spelling of a text apart. */
export interface SeenBlock {
  readonly bytes: string;
  readonly tokens: number;
  /** Lifetime that is asked for behind it, in ms; 0 for none. */
  readonly ttlMs: number;
}

const minute = 60_000;
/** Anthropic: an entry behind each mark, found from a mark at most 20 blocks before it. OpenAI and Gemini: any prefix. */
const lookBack = 20;
const least = 1024;
/** In multiples of the list price of input. */
const rates = {
  breakpoints: { write: { [5 * minute]: 1.25, [60 * minute]: 2 }, read: 0.1 },
  automatic: { write: {}, read: 0.25 },
} as const;
/** Providers with a cache of their own keep an idle prefix for minutes; clients can rely on five. */
export const AUTOMATIC_MS = 5 * minute;

export class StrictCache {
  private readonly entries = new Map<string, { expires: number; ttlMs: number }>();

  /** Cost of a prompt, in tokens at list price. @param now ms since the epoch */
  bill(dialect: DialectId, model: string, blocks: readonly SeenBlock[], now: number): number {
    let prefix = model;
    let sum = 0;
    const places = blocks.map((block) => {
      prefix = sha256(`${prefix}/${block.bytes}`);
      sum += block.tokens;
      return { prefix, sum, ttlMs: block.ttlMs };
    });
    const isAutomatic = dialect !== 'anthropic';
    const held = isAutomatic ? this.readAny(places, now) : this.readMarked(places, now);
    if (isAutomatic) {
      for (const place of places) if (place.sum >= least) this.keep(place.prefix, AUTOMATIC_MS, now);
      return sum - held + held * rates.automatic.read;
    }
    let cost = held * rates.breakpoints.read;
    let from = held;
    for (const { prefix: key, sum: end, ttlMs } of places) {
      if (ttlMs === 0 || end < least || end <= from) continue;
      this.keep(key, ttlMs, now);
      cost += (end - from) * (ttlMs > 5 * minute ? 2 : 1.25);
      from = end;
    }
    return cost + sum - from;
  }

  private readAny(places: readonly { prefix: string; sum: number }[], now: number): number {
    return places.findLast(({ prefix }) => this.isAlive(prefix, now))?.sum ?? 0;
  }

  private readMarked(places: readonly { prefix: string; sum: number; ttlMs: number }[], now: number): number {
    for (let mark = places.length - 1; mark >= 0; mark--) {
      if (places[mark]!.ttlMs === 0) continue;
      for (let at = mark; at >= 0 && at > mark - lookBack; at--) {
        const { prefix, sum } = places[at]!;
        if (!this.isAlive(prefix, now)) continue;
        this.keep(prefix, 0, now);
        return sum;
      }
    }
    return 0;
  }

  private isAlive(key: string, now: number): boolean {
    return (this.entries.get(key)?.expires ?? 0) > now;
  }

  private keep(key: string, ttlMs: number, now: number): void {
    const longest = Math.max(ttlMs, this.entries.get(key)?.ttlMs ?? 0);
    this.entries.set(key, { ttlMs: longest, expires: now + longest });
  }
}
