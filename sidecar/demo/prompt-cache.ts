import type { ExchangeUsage } from '../contract/exchange.ts';
import { digestOf } from '../lib/hash.ts';
import type { PromptBlock } from './prompt-blocks.ts';

/** Entries live five minutes after their last use; a shorter prefix than 1,024 tokens is not kept; a mark looks back over 20 blocks. */
const ENTRY_MS = 5 * 60 * 1000;
const LEAST_TOKENS = 1024;
const LOOK_BACK = 20;

/** A prompt cache as Anthropic documents it: entries stand at marked blocks and match only when every byte before them is the same. */
export class PromptCache {
  private readonly expiry = new Map<string, number>();

  /**
   * Bills one prompt and keeps its marked prefixes.
   * @param scope account and model: caches of different scopes never meet
   * @returns tokens at list price, written and read; `output` is 0
   */
  bill(scope: string, blocks: readonly PromptBlock[], nowMs: number): ExchangeUsage {
    const chain = chainOf(scope, blocks);
    const total = chain.at(-1)?.tokens ?? 0;
    const marks = blocks.flatMap((block, i) => (block.marked && (chain[i]?.tokens ?? 0) >= LEAST_TOKENS ? [i] : []));
    const read = Math.max(0, ...marks.map((mark) => this.longestHit(chain, mark, nowMs)));
    const last = marks.at(-1);
    const written = last === undefined ? 0 : Math.max(0, (chain[last]?.tokens ?? 0) - read);
    for (const mark of marks) this.expiry.set(chain[mark]?.key ?? '', nowMs + ENTRY_MS);
    return { fresh: total - read - written, write5m: written, write1h: 0, read, output: 0 };
  }

  private longestHit(chain: readonly Link[], mark: number, nowMs: number): number {
    for (let i = mark; i >= 0 && i > mark - LOOK_BACK; i--) {
      const link = chain[i];
      if (link === undefined || (this.expiry.get(link.key) ?? 0) <= nowMs) continue;
      this.expiry.set(link.key, nowMs + ENTRY_MS);
      return link.tokens;
    }
    return 0;
  }
}

interface Link {
  readonly key: string;
  /** Tokens up to and including this block. */
  readonly tokens: number;
}

function chainOf(scope: string, blocks: readonly PromptBlock[]): readonly Link[] {
  let key = scope;
  let tokens = 0;
  return blocks.map((block) => {
    key = digestOf(key, block.source);
    tokens += block.tokens;
    return { key, tokens };
  });
}
