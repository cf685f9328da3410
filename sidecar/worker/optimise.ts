import type { ExchangeBlock, ExchangeSegment } from '../contract/exchange.ts';
import { findDialect } from '../dialects/index.ts';
import type { Block, Conversation, Segment } from '../dialects/types.ts';
import {
  Copies,
  DELTA,
  decide,
  ENGINE_VERSION,
  isEditable,
  isRecall,
  type Kit,
  MIN_CHARS,
  type Outcome,
  Results,
  SAME,
  type Tokens,
} from '../engine/index.ts';
import type { Decision, KeptReason, Policy } from '../engine/types.ts';
import { digest, digestOf } from '../lib/hash.ts';
import { encodeString } from '../lib/json-tape.ts';
import { Lru } from '../lib/lru.ts';
import { Deltas } from './deltas.ts';
import type { Edit, OptimiseJob, OptimiseResult } from './types.ts';

/** Where sources go before anything leaves the wire. Null: could not be stored. */
export interface Originals {
  put(text: string, id: string): { readonly id: string } | null;
}

/** Decisions that outlive the process, as JSON. */
export interface DecisionMemo {
  get(key: string): string | null;
  put(key: string, value: string): void;
}

/** Remembered decisions weigh what they hold; the store of them is bounded in bytes of text. */
const MEMO_CHARS = 12 * 1024 * 1024;
const COUNTS = 50_000;
/** Shorter texts are decided faster than they are looked up on disk. */
const LASTING_CHARS = 2000;

/** Reads bodies and decides their segments. Keeps decisions and counts for speed only: forgetting them changes nothing. */
export class Optimiser {
  private readonly tokens: Tokens;
  private readonly originals: Originals;
  private readonly lasting: DecisionMemo;
  private readonly memo = new Lru<string, Decision>(MEMO_CHARS, (decision) => 200 + (decision.text?.length ?? 0));
  private readonly counts = new Lru<string, number>(COUNTS);
  private readonly deltas = new Deltas((text) => this.measure(digest(text), text));
  /** Compressors that threw or broke a law, with how often; for health. */
  readonly faults = new Map<string, number>();

  constructor(tokens: Tokens, originals: Originals, lasting: DecisionMemo = { get: () => null, put: () => {} }) {
    this.tokens = tokens;
    this.originals = originals;
    this.lasting = lasting;
  }

  /** @returns the result and a thunk for what is not needed to forward: the blocks of both streams. */
  optimise(body: Uint8Array, job: OptimiseJob): { result: OptimiseResult; blocks: () => ExchangeBlock[] } {
    const started = performance.now();
    const conversation = findDialect(job.dialect)?.read(body) ?? null;
    if (conversation === null) return { result: unread(performance.now() - started), blocks: () => [] };
    const decided = this.decideAll(conversation, job, started + (job.budgetMs ?? Number.POSITIVE_INFINITY));
    const edits = conversation.segments.flatMap((segment, index): Edit[] => {
      const text = decided[index]!.decision.text;
      return text === null
        ? []
        : [{ start: segment.start, end: segment.end, bytes: encodeString(wrap(segment, text)) }];
    });
    const decisions = decided.map(({ decision }) => decision);
    const segments = conversation.segments.map((segment, index) => describe(segment, index, decisions[index]!));
    const sum = (pick: (segment: ExchangeSegment) => number) => segments.reduce((total, one) => total + pick(one), 0);
    const result: OptimiseResult = {
      read: {
        model: conversation.model,
        stream: conversation.stream,
        fingerprint: conversation.fingerprint,
        session: conversation.session ?? null,
      },
      // Prompt order is not body order (Claude Code sends messages before system): splicing needs body order.
      edits: edits.sort((a, b) => a.start - b.start),
      segments,
      digests: decided.map((one) => one.digest),
      pin: decided.filter((one) => one.pin).map((one) => one.digest),
      tokensBefore: sum((one) => one.tokensBefore),
      tokensAfter: sum((one) => one.tokensAfter),
      engineMs: performance.now() - started,
    };
    return { result, blocks: () => this.blocks(body, conversation, decisions) };
  }

  private decideAll({ segments, blocks }: Conversation, job: OptimiseJob, until: number): Decided[] {
    const results = new Results();
    const copies = new Copies();
    const numbers = blocks.map(({ kind }) => kind === 'tool-result');
    let number = 0;
    let block = 0;
    const pinned = new Set(job.pinned);
    return segments.map((segment): Decided => {
      for (; block <= segment.block; block++) if (numbers[block]) number++;
      const name = digest(segment.text);
      const reference = results.refer(segment, number, (text) =>
        text.length === segment.text.length ? name : digest(text),
      );
      const decided = ((): Decided => {
        if (pinned.has(name)) return { decision: this.untouched(segment, 'pinned'), digest: name, pin: false };
        const pure = this.decidePure(withTerms(segment, job.terms), name, reference, { ...job, until });
        if (pure === null) return { decision: this.untouched(segment, 'late'), digest: name, pin: true };
        const copy = { text: pure.decision.text ?? segment.text, hint: segment.hint, result: number };
        return this.decideHere(segment, name, this.deltas.shorten(pure, copy, copies), job);
      })();
      const { text, by, lossy } = decided.decision;
      if (lossy !== undefined && isEditable(segment.text, segment.hint)) results.forget(number);
      else if (!by.includes(SAME) && !by.includes(DELTA)) {
        copies.note({ text: text ?? segment.text, hint: segment.hint, result: number });
      }
      return decided;
    });
  }

  /**
   * What the laws say: depends on nothing but the text and what stands before it.
   * @returns null when the time is up and the text has never been sent: what was sent before is always decided again.
   */
  private decidePure(segment: Segment, name: string, reference: string | null, job: Limited): Outcome | null {
    const policy = { mode: job.mode, canStore: job.canStore, originalsDir: job.originalsDir };
    if (reference !== null && !isRecall(segment.hint, job.originalsDir)) {
      const tokensBefore = this.measure(name, segment.text);
      const tokensAfter = this.tokens.count(reference);
      if (tokensAfter < tokensBefore)
        return { decision: { text: reference, by: [SAME], tokensBefore, tokensAfter }, faults: [] };
    }
    if (segment.text.length < MIN_CHARS) return decide(segment, { tokens: this.tokens, policy });
    const key = memoKey(segment, name, policy);
    const known = this.recall(key);
    if (known !== null) return { decision: known, faults: [], ...(known.lossy && { original: segment.text }) };
    if (segment.isNew && performance.now() > job.until) return null;
    return this.decideNow(segment, key, { tokens: this.tokens, policy });
  }

  /** What this conversation's past and this machine's disk allow. */
  private decideHere(segment: Segment, name: string, { decision, original }: Outcome, job: OptimiseJob): Decided {
    if (decision.text === null) return { decision, digest: name, pin: false };
    if (segment.isNew && decision.by.some((id) => job.suspended.includes(id))) {
      return { decision: this.untouched(segment, 'suspended'), digest: name, pin: true };
    }
    if (original !== undefined && this.originals.put(original, name)?.id !== decision.originalId) {
      return { decision: this.untouched(segment, 'no-store'), digest: name, pin: true };
    }
    return { decision, digest: name, pin: false };
  }

  private measure(name: string, text: string): number {
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const count = this.tokens.measure(text);
    this.counts.set(name, count);
    return count;
  }

  private recall(key: string): Decision | null {
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const written = this.lasting.get(key);
    if (written === null) return null;
    const decision = JSON.parse(written) as Decision;
    this.memo.set(key, decision);
    return decision;
  }

  private decideNow(segment: Segment, key: string, kit: Kit): Outcome {
    const outcome = decide(segment, kit);
    for (const id of outcome.faults) this.faults.set(id, (this.faults.get(id) ?? 0) + 1);
    this.memo.set(key, outcome.decision);
    if (segment.text.length >= LASTING_CHARS) this.lasting.put(key, JSON.stringify(outcome.decision));
    return outcome;
  }

  private untouched(segment: Segment, reason: KeptReason): Decision {
    const count = this.tokens.estimate(segment.text);
    return { text: null, by: [], reason, tokensBefore: count, tokensAfter: count };
  }

  private blocks(body: Uint8Array, conversation: Conversation, decisions: readonly Decision[]): ExchangeBlock[] {
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
      const tokensOriginal = this.count(original, bytes);
      const edited = byBlock.get(index);
      return {
        original,
        sent: edited === undefined ? original : digestOf(original, ...edited.texts),
        tokensOriginal,
        tokensSent: Math.max(1, tokensOriginal - (edited?.removed ?? 0)),
        breakpoint: block.breakpoint ?? null,
      };
    });
  }

  /** Tokens of a block as the provider sees it: JSON escapes of a text are undone. */
  private count(name: string, bytes: Uint8Array): number {
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const text = source.replace(/\\(?:n|r|t)/g, '\n').replace(/\\(["\\/])/g, '$1');
    const count = this.tokens.count(text);
    this.counts.set(name, count);
    return count;
  }
}

/** Everything that a decision depends on. */
function memoKey({ hint, isError }: Segment, name: string, policy: Policy): string {
  return digestOf(
    `${ENGINE_VERSION} ${policy.mode} ${policy.canStore} ${isError}`,
    policy.originalsDir,
    [hint.tool, hint.command, hint.path].join('\0'),
    hint.question,
    hint.terms.join('\0'),
    name,
  );
}

/** A job with the moment at which its time is up, on the clock of performance.now(). */
type Limited = OptimiseJob & { readonly until: number };

interface Decided {
  readonly decision: Decision;
  readonly digest: string;
  readonly pin: boolean;
}

function contentOf(body: Uint8Array, { start, end, mark }: Block): Uint8Array {
  if (mark === undefined) return body.subarray(start, end);
  return Buffer.concat([body.subarray(start, mark[0]), body.subarray(mark[1], end)]);
}

/** What the client wrapped around a text stays around what stands in its place. */
function wrap({ frame }: Segment, text: string): string {
  return frame === undefined ? text : frame.head + text + frame.tail;
}

function withTerms(segment: Segment, terms: readonly string[] = []): Segment {
  if (terms.length === 0) return segment;
  return { ...segment, hint: { ...segment.hint, terms: [...new Set([...segment.hint.terms, ...terms])] } };
}

function describe(segment: Segment, index: number, decision: Decision): ExchangeSegment {
  return {
    index,
    tool: segment.hint.tool,
    command: segment.hint.command.slice(0, 500),
    path: segment.hint.path.slice(0, 500),
    by: decision.by,
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
