import type { ExchangeBlock } from '../contract/exchange.ts';
import type { Block, Conversation, Insertion } from '../dialects/types.ts';
import type { Tokens } from '../engine/index.ts';
import type { Decision } from '../engine/types.ts';
import { digestOf } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';

const COUNTS = 50_000;

/** Names and counts the blocks of a prompt as both streams have them, for the ledger. Remembers counts for speed only. */
export class BlockCounter {
  private readonly counts = new Lru<string, number>(COUNTS);
  private readonly tokens: Tokens;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
  }

  /** @param done.decisions of the conversation's segments, same order; @param done.marks breakpoints that were put in */
  count(
    body: Uint8Array,
    conversation: Conversation,
    { decisions, marks = [] }: { decisions: readonly Decision[]; marks?: readonly Insertion[] },
  ): ExchangeBlock[] {
    const marked = findMarked(conversation.blocks, marks);
    const byBlock = new Map<number, { removed: number; texts: string[] }>();
    conversation.segments.forEach((segment, index) => {
      const decision = decisions[index]!;
      if (decision.text === null) return;
      const entry = byBlock.get(segment.block) ?? { removed: 0, texts: [] };
      entry.removed += decision.tokensBefore - decision.tokensAfter;
      entry.texts.push(decision.text);
      byBlock.set(segment.block, entry);
    });
    return conversation.blocks.map((block, index) => {
      const bytes = contentOf(body, block);
      const original = digestOf(block.kind, bytes);
      const tokensOriginal = this.measure(original, bytes);
      const edited = byBlock.get(index);
      return {
        original,
        sent: edited === undefined ? original : digestOf(original, ...edited.texts),
        tokensOriginal,
        tokensSent: Math.max(1, tokensOriginal - (edited?.removed ?? 0)),
        breakpoint: block.breakpoint ?? null,
        ...(marked.has(index) && { added: '5m' as const }),
      };
    });
  }

  /** Tokens of a block as the provider sees it: JSON escapes of a text are undone. */
  private measure(name: string, bytes: Uint8Array): number {
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const text = source.replace(/\\(?:n|r|t)/g, '\n').replace(/\\(["\\/])/g, '$1');
    const count = this.tokens.count(text);
    this.counts.set(name, count);
    return count;
  }
}

/** Indexes of the blocks that hold a mark. A block of text is only its literal: the mark stands behind it. */
function findMarked(blocks: readonly Block[], marks: readonly Insertion[]): ReadonlySet<number> {
  return new Set(
    marks.map(({ at }) => {
      let best = -1;
      blocks.forEach(({ start }, index) => {
        if (start <= at && start > (blocks[best]?.start ?? -1)) best = index;
      });
      return best;
    }),
  );
}

function contentOf(body: Uint8Array, { start, end, mark }: Block): Uint8Array {
  if (mark === undefined) return body.subarray(start, end);
  return Buffer.concat([body.subarray(start, mark[0]), body.subarray(mark[1], end)]);
}
