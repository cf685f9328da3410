import type { ExchangeBlock, ExchangeSegment } from '../contract/exchange.ts';
import { findDialect } from '../dialects/index.ts';
import type { Conversation, Segment } from '../dialects/types.ts';
import type { Tokens } from '../engine/index.ts';
import type { Decision } from '../engine/types.ts';
import { encodeString } from '../lib/json-tape.ts';
import { TapeMemory } from '../lib/tape-memory.ts';
import { BlockCounter } from './blocks.ts';
import type { DecisionMemo } from './book.ts';
import { Decider, type DecidingEngine, type Originals } from './decider.ts';
import { BREAKPOINTS, type Edit, type OptimiseJob, type OptimiseResult } from './types.ts';

export type { DecisionMemo } from './book.ts';
export type { Originals } from './decider.ts';

const LIVES_MS = { '5m': 300_000, '1h': 3_600_000 } as const;
/** Bodies that are remembered for what the next request of their conversation shares with them. */
const REMEMBERED_BYTES = 12 * 1024 * 1024;
/** Enough to tell apart most conversations that no header names. */
const OPENING_BYTES = 1024;
const forgetful: DecisionMemo = { get: () => null, put: () => {}, flush: () => false };

/** Reads bodies and decides their segments. */
export class Optimiser {
  private readonly decider: Decider;
  private readonly counter: BlockCounter;
  /** The same decision is sent again turn by turn. */
  private readonly encoded = new WeakMap<Decision, Uint8Array>();
  private readonly tapes = new TapeMemory(REMEMBERED_BYTES);
  /** Compressors that threw or broke a law, with how often; for health. */
  readonly faults: ReadonlyMap<string, number>;

  /** @param engine what decides a single text; the built-in one unless given */
  constructor(tokens: Tokens, originals: Originals, lasting: DecisionMemo = forgetful, engine?: DecidingEngine) {
    this.decider = new Decider(tokens, originals, lasting, engine);
    this.counter = new BlockCounter(tokens);
    this.faults = this.decider.faults;
  }

  /** @returns the result and a thunk for what is not needed to forward: the blocks of both streams. */
  optimise(body: Uint8Array, job: OptimiseJob): { result: OptimiseResult; blocks: () => ExchangeBlock[] } {
    const started = performance.now();
    const dialect = findDialect(job.dialect);
    const name = nameAlike(body, job);
    const scan = (bytes: Uint8Array) => this.tapes.scan(name, bytes);
    const conversation = dialect?.read(body, scan) ?? null;
    if (conversation === null) return { result: unread(performance.now() - started), blocks: () => [] };
    const decided = this.decider.decideAll(conversation, job, started + (job.budgetMs ?? Number.POSITIVE_INFINITY));
    const edits = conversation.segments.flatMap((segment, index): Edit[] => {
      const bytes = this.encode(segment, decided[index]!.decision);
      return bytes === null ? [] : [{ start: segment.start, end: segment.end, bytes }];
    });
    const decisions = decided.map(({ decision }) => decision);
    const segments = conversation.segments.map((segment, index) => describe(segment, index, decisions[index]!));
    const mayMark = job.mayMark === true && !job.suspended.includes(BREAKPOINTS);
    const marks = (mayMark && dialect?.marks?.(body, scan)) || [];
    const sum = (pick: (segment: ExchangeSegment) => number) => segments.reduce((total, one) => total + pick(one), 0);
    const result: OptimiseResult = {
      read: {
        model: conversation.model,
        stream: conversation.stream,
        fingerprint: conversation.fingerprint,
        session: conversation.session ?? null,
        ttlMs: findTtl(conversation),
      },
      // Prompt order is not body order (Claude Code sends messages before system): splicing needs body order.
      edits: edits.sort((a, b) => a.start - b.start),
      ...(marks.length > 0 && { marks }),
      segments,
      digests: decided.map((one) => one.digest),
      pin: decided.filter((one) => one.pin).map((one) => one.digest),
      tokensBefore: sum((one) => one.tokensBefore),
      tokensAfter: sum((one) => one.tokensAfter),
      engineMs: performance.now() - started,
    };
    return { result, blocks: () => this.counter.count(name, body, conversation, { decisions, marks }) };
  }

  /** What stands in the place of a segment; null when it stays. */
  private encode(segment: Segment, decision: Decision): Uint8Array | null {
    if (decision.text === null) return null;
    if (segment.frame !== undefined) return encodeString(wrap(segment, decision.text));
    const known = this.encoded.get(decision) ?? encodeString(decision.text);
    this.encoded.set(decision, known);
    return known;
  }
}

/** Names the bodies that this one probably continues: those of its conversation, or those that begin alike. */
function nameAlike(body: Uint8Array, { dialect, conversation }: OptimiseJob): string {
  return `${dialect} ${conversation || Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, OPENING_BYTES)).toString('latin1')}`;
}

function findTtl({ blocks }: Conversation): number | null {
  const asked = blocks.flatMap(({ breakpoint }) => (breakpoint === undefined ? [] : [LIVES_MS[breakpoint]]));
  return asked.length === 0 ? null : Math.max(...asked);
}

/** What the client wrapped around a text stays around what stands in its place. */
function wrap({ frame }: Segment, text: string): string {
  return frame === undefined ? text : frame.head + text + frame.tail;
}

function describe(segment: Segment, index: number, decision: Decision): ExchangeSegment {
  return {
    index,
    tool: segment.hint.tool,
    command: segment.hint.command.slice(0, 500),
    path: segment.hint.path.slice(0, 500),
    by: decision.by,
    ...(decision.tried && { tried: decision.tried }),
    reason: decision.reason ?? null,
    tokensBefore: decision.tokensBefore,
    tokensAfter: decision.tokensAfter,
    lossy: decision.lossy ?? null,
    originalId: decision.originalId ?? null,
    isNew: segment.isNew,
  };
}

function unread(engineMs: number): OptimiseResult {
  return { read: null, edits: [], segments: [], digests: [], pin: [], tokensBefore: 0, tokensAfter: 0, engineMs };
}
