import { hash } from 'node:crypto';
import type { ExchangeBlock, ExchangeUsage } from '../contract/exchange.ts';
import type { CacheKind } from './types.ts';

/** A place in a prompt where a cached prefix can end: behind one block. */
export interface Step {
  /** Digest of everything up to here, the model aside. */
  readonly key: string;
  /** o200k tokens up to here. */
  readonly end: number;
  /** Lifetime that the client asked for here; 0 without a breakpoint. */
  readonly ttlMs: number;
}

/** A prompt as both streams render it. */
export interface Chains {
  readonly original: readonly Step[];
  readonly sent: readonly Step[];
}

/** An entry as it is kept for the next start: key, lifetime, end of life. */
export type SavedEntry = readonly [key: string, ttlMs: number, expires: number];

const minute = 60_000;
const ttlOf = { '5m': 5 * minute, '1h': 60 * minute } as const;
/** Blocks that a breakpoint looks back for an entry (Anthropic, prompt caching guide). */
const lookBack = 20;
/** Automatic caches match from 1024 tokens, in steps of 128 (OpenAI, prompt caching guide); idle entries live 5 to 10 minutes. */
const automatic = { min: 1024, step: 128, ttlMs: 10 * minute } as const;
const maxEntries = 100_000;

/** Chains of both streams. They share their keys up to the first edit. */
export function makeChains(blocks: readonly ExchangeBlock[]): Chains {
  const original: Step[] = [];
  const sent: Step[] = [];
  let keyOriginal = '';
  let keySent = '';
  let endOriginal = 0;
  let endSent = 0;
  for (const block of blocks) {
    const same = keyOriginal === keySent && block.original === block.sent;
    keyOriginal = link(keyOriginal, block.original);
    keySent = same ? keyOriginal : link(keySent, block.sent);
    endOriginal += block.tokensOriginal;
    endSent += block.tokensSent;
    const asked = block.breakpoint === null ? 0 : ttlOf[block.breakpoint];
    original.push({ key: keyOriginal, end: endOriginal, ttlMs: asked });
    sent.push({
      key: keySent,
      end: endSent,
      ttlMs: asked === 0 && block.added !== undefined ? ttlOf[block.added] : asked,
    });
  }
  return { original, sent };
}

function link(key: string, digest: string): string {
  return hash('sha1', `${key}:${digest}`, 'base64url').slice(0, 16);
}

/** The entries that a provider holds for one of the two streams, as far as can be known. */
export class PromptCache {
  private readonly entries = new Map<string, { readonly ttlMs: number; readonly expires: number }>();

  /** Index of the deepest step of the prompt that can be read; -1 when there is none. */
  find(scope: string, steps: readonly Step[], kind: CacheKind, now: number): number {
    const alive = (at: number): boolean => (this.entries.get(scope + steps[at]!.key)?.expires ?? 0) > now;
    if (kind === 'automatic') {
      for (let at = steps.length - 1; at >= 0; at--) if (alive(at)) return at;
      return -1;
    }
    for (let mark = steps.length - 1; mark >= 0; mark--) {
      if (steps[mark]!.ttlMs === 0) continue;
      for (let at = mark; at >= 0 && at > mark - lookBack; at--) if (alive(at)) return at;
    }
    return -1;
  }

  /**
   * What the provider holds after it answered a prompt of which it read the first `hit` + 1 steps.
   * @param minTokens o200k tokens below which nothing is kept.
   * @returns the entries that were written or refreshed.
   */
  keep(
    scope: string,
    steps: readonly Step[],
    after: { kind: CacheKind; hit: number; now: number; minTokens: number },
  ): SavedEntry[] {
    const { kind, hit, now, minTokens } = after;
    const kept: SavedEntry[] = [];
    const put = (at: number, ttlMs: number): void => {
      const key = scope + steps[at]!.key;
      const longest = Math.max(ttlMs, this.entries.get(key)?.ttlMs ?? 0);
      this.entries.delete(key);
      this.entries.set(key, { ttlMs: longest, expires: now + longest });
      kept.push([key, longest, now + longest]);
    };
    if (kind === 'automatic') {
      const end = steps.at(-1)?.end ?? 0;
      if (end >= minTokens) for (let at = 0; at < steps.length; at++) put(at, automatic.ttlMs);
    } else {
      if (hit >= 0) put(hit, this.entries.get(scope + steps[hit]!.key)?.ttlMs ?? ttlOf['5m']);
      for (let at = hit + 1; at < steps.length; at++) {
        const step = steps[at]!;
        if (step.ttlMs > 0 && step.end >= minTokens) put(at, step.ttlMs);
      }
    }
    this.trim(now);
    return kept;
  }

  /** The provider holds the first `to` + 1 steps of a prompt since `at`, whatever its breakpoints were. */
  fill(scope: string, steps: readonly Step[], to: number, { kind, at }: { kind: CacheKind; at: number }): void {
    const longest = Math.max(ttlOf['5m'], ...steps.map(({ ttlMs }) => ttlMs));
    const ttlMs = kind === 'automatic' ? automatic.ttlMs : longest;
    for (let step = kind === 'automatic' ? 0 : to; step <= to; step++) {
      const key = scope + steps[step]!.key;
      const known = this.entries.get(key);
      if ((known?.expires ?? 0) < at + ttlMs) this.entries.set(key, { ttlMs, expires: at + ttlMs });
    }
  }

  /** The deepest entry along a prompt that was written or read at a moment; -1 when there is none. */
  findUsedAt(scope: string, steps: readonly Step[], moment: number): number {
    return steps.findLastIndex((_, at) => this.readUse(scope, steps, at) === moment);
  }

  /** When the entry at a step was last written or read; 0 when there is none. */
  readUse(scope: string, steps: readonly Step[], at: number): number {
    const entry = at < 0 ? undefined : this.entries.get(scope + steps[at]!.key);
    return entry === undefined ? 0 : entry.expires - entry.ttlMs;
  }

  /** The provider turned out not to hold any prefix of this prompt beyond step `hit`. */
  evict(scope: string, steps: readonly Step[], hit: number): void {
    for (let at = hit + 1; at < steps.length; at++) this.entries.delete(scope + steps[at]!.key);
  }

  restore(entries: readonly SavedEntry[]): void {
    for (const [key, ttlMs, expires] of entries) this.entries.set(key, { ttlMs, expires });
  }

  private trim(now: number): void {
    if (this.entries.size <= maxEntries) return;
    for (const [key, entry] of this.entries) if (entry.expires <= now) this.entries.delete(key);
    for (const key of this.entries.keys()) {
      if (this.entries.size <= maxEntries * 0.9) break;
      this.entries.delete(key);
    }
  }
}

/** How a prompt is billed, and in which units. */
export interface Terms {
  readonly kind: CacheKind | 'none';
  /** Provider tokens up to a step, that step included. */
  tokensAt(step: number): number;
  /** Provider tokens below which a breakpoint is ignored. */
  readonly minTokens: number;
}

/** Input of a prompt by class, in provider tokens (not rounded), when its first `hit` + 1 steps are read. */
export function classify(steps: readonly Step[], hit: number, terms: Terms): Omit<ExchangeUsage, 'output'> {
  const total = steps.length === 0 ? 0 : terms.tokensAt(steps.length - 1);
  if (terms.kind === 'none') return { fresh: total, write5m: 0, write1h: 0, read: 0 };
  const held = hit >= 0 ? terms.tokensAt(hit) : 0;
  if (terms.kind === 'automatic') {
    const read = held < automatic.min ? 0 : Math.floor(held / automatic.step) * automatic.step;
    return { fresh: total - read, write5m: 0, write1h: 0, read };
  }
  let from = held;
  let write5m = 0;
  let write1h = 0;
  for (let at = hit + 1; at < steps.length; at++) {
    const step = steps[at]!;
    const end = terms.tokensAt(at);
    if (step.ttlMs === 0 || end < terms.minTokens) continue;
    if (step.ttlMs > ttlOf['5m']) write1h += end - from;
    else write5m += end - from;
    from = end;
  }
  return { fresh: total - from, write5m, write1h, read: held };
}

/** A step whose provider tokens are known from the exchange before. */
export interface Anchor {
  readonly at: number;
  readonly tokens: number;
}

/** Where a read count ends, and the provider tokens by which that step's own estimate differs from it. */
export interface Place {
  readonly at: number;
  readonly off: number;
}

/**
 * The step at which the provider's own read count ends: the predicted one when it fits, else the nearest; -1 for none.
 * @param known.billed provider tokens of the whole prompt; @param known.anchor a step whose count is known exactly.
 */
export function locate(
  steps: readonly Step[],
  readTokens: number,
  predicted: number,
  known: { readonly billed: number; readonly anchor: Anchor | null },
): Place {
  if (readTokens <= 0 || steps.length === 0) return { at: -1, off: 0 };
  const { anchor } = known;
  const tokensAt = scale(steps, known);
  const off = (at: number): number => Math.abs(tokensAt(at) - readTokens);
  const place = (at: number): Place => ({ at, off: off(at) });
  if (anchor?.tokens === readTokens) return { at: anchor.at, off: 0 };
  // A step of 128 and the last token, which is never read.
  const isNear = (at: number): boolean => off(at) <= 130;
  if (predicted >= 0 && isNear(predicted)) return place(predicted);
  if (anchor !== null && isNear(anchor.at)) return place(anchor.at);
  // Text and code differ in their ratio by about 10 %; 200 tokens cover steps of 128 and small blocks.
  if (predicted >= 0 && predicted !== anchor?.at && off(predicted) <= 0.1 * readTokens + 200) return place(predicted);
  let best = 0;
  for (let at = 1; at < steps.length; at++) if (off(at) < off(best)) best = at;
  return place(best);
}

/** Provider tokens up to a step: exact at the anchor and the end, in between in proportion to o200k tokens. */
export function scale(
  steps: readonly Step[],
  { billed, anchor }: { readonly billed: number; readonly anchor: Anchor | null },
): (at: number) => number {
  const end = steps.at(-1)?.end ?? 0;
  const from = anchor === null ? 0 : (steps[anchor.at]?.end ?? 0);
  const tokens = anchor?.tokens ?? 0;
  return (at) => {
    const here = steps[at]!.end;
    if (here <= from) return from === 0 ? 0 : (tokens * here) / from;
    return tokens + ((billed - tokens) * (here - from)) / Math.max(1, end - from);
  };
}
