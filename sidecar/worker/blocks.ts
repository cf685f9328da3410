import type { ExchangeBlock } from '../contract/exchange.ts';
import type { Block, Conversation, Insertion } from '../dialects/types.ts';
import type { Tokens } from '../engine/index.ts';
import type { Decision } from '../engine/types.ts';
import { digestOf } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import { sharedLength } from '../lib/shared-bytes.ts';

const COUNTS = 50_000;
/** Bodies whose blocks are remembered, in bytes. They are the ones that are remembered for scanning. */
const KNOWN_BYTES = 12 * 1024 * 1024;

/** What is done to a conversation. */
interface Done {
  /** Of its segments, same order. */
  readonly decisions: readonly Decision[];
  /** Breakpoints that were put in. */
  readonly marks?: readonly Insertion[];
}

/** A block with what was found out about it. */
interface Named {
  readonly block: Block;
  readonly original: string;
  readonly tokens: number;
  readonly edits: readonly string[];
  readonly sent: string;
}

/**
 * Names and counts the blocks of a prompt as both streams have them, for the ledger. Remembers for speed only: tokens by
 * content, and the blocks of the latest bodies, for most of them stand unchanged at the same place a turn later.
 */
export class BlockCounter {
  private readonly counts = new Lru<string, number>(COUNTS);
  private readonly known = new Lru<string, { body: Uint8Array; blocks: readonly Named[] }>(
    KNOWN_BYTES,
    ({ body }) => body.length,
  );
  private readonly tokens: Tokens;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
  }

  /** @param name of bodies that are likely to begin alike */
  count(name: string, body: Uint8Array, conversation: Conversation, { decisions, marks = [] }: Done): ExchangeBlock[] {
    const marked = findMarked(conversation.blocks, marks);
    const edited = findEdited(conversation, decisions);
    const before = this.known.get(name);
    const shared = before === undefined ? 0 : sharedLength(before.body, body);
    const blocks = conversation.blocks.map((block, index) => {
      const earlier = before?.blocks[index];
      const isSame = earlier !== undefined && block.end <= shared && areAlike(block, earlier.block);
      return this.name(body, block, { edits: edited.get(index)?.texts ?? [], earlier: isSame ? earlier : null });
    });
    this.known.set(name, { body, blocks });
    return blocks.map(({ block, original, sent, tokens }, index) => ({
      original,
      sent,
      tokensOriginal: tokens,
      tokensSent: Math.max(1, tokens - (edited.get(index)?.removed ?? 0)),
      breakpoint: block.breakpoint ?? null,
      ...(marked.has(index) && { added: '5m' as const }),
    }));
  }

  private name(
    body: Uint8Array,
    block: Block,
    { edits, earlier }: { edits: readonly string[]; earlier: Named | null },
  ): Named {
    const isSent = earlier?.edits.length === edits.length && edits.every((text, at) => text === earlier.edits[at]);
    if (isSent) return { ...earlier, block };
    const bytes = earlier === null ? contentOf(body, block) : null;
    const original = bytes === null ? earlier!.original : digestOf(block.kind, bytes);
    const tokens = bytes === null ? earlier!.tokens : this.measure(original, bytes);
    return { block, original, tokens, edits, sent: edits.length === 0 ? original : digestOf(original, ...edits) };
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

/** Whether two blocks cover the same bytes in the same way. */
function areAlike(one: Block, other: Block): boolean {
  const isSameRange = one.start === other.start && one.end === other.end && one.kind === other.kind;
  return isSameRange && one.mark?.[0] === other.mark?.[0] && one.mark?.[1] === other.mark?.[1];
}

/** By block: the texts that are sent in the place of others, and how many tokens less they are. */
function findEdited({ segments }: Conversation, decisions: readonly Decision[]): Map<number, Edited> {
  const found = new Map<number, Edited>();
  segments.forEach((segment, index) => {
    const decision = decisions[index]!;
    if (decision.text === null) return;
    const entry = found.get(segment.block) ?? { removed: 0, texts: [] };
    entry.removed += decision.tokensBefore - decision.tokensAfter;
    entry.texts.push(decision.text);
    found.set(segment.block, entry);
  });
  return found;
}

interface Edited {
  removed: number;
  readonly texts: string[];
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
