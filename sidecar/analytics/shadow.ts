import type { Evidence } from '../contract/api.ts';
import type { Exchange, ExchangeBlock, ExchangeUsage } from '../contract/exchange.ts';
import { attributeBreak, findAnchor, type Tip } from './breaks.ts';
import { Calibration } from './calibration.ts';
import { noUsage, sumInput } from './cost.ts';
import { addGap, findGapEnd, findMissedRead, type Gap, moveToRead } from './gaps.ts';
import {
  type Anchor,
  type Chains,
  classify,
  locate,
  makeChains,
  PromptCache,
  type SavedEntry,
  type Step,
  scale,
  type Terms,
} from './prompt-cache.ts';
import { correct, inputs, measureError, shift } from './shift.ts';
import type { BreakCause, CacheKind } from './types.ts';

/** What one exchange would have been without us. */
export interface Shadow {
  readonly usage: ExchangeUsage;
  /** Tokens per class by which {@link Shadow.usage} may be wrong; see measureError in shift.ts. */
  readonly error: ExchangeUsage;
  /** False when the provider's own count is the shadow: nothing was edited, now or before. */
  readonly isModelled: boolean;
  readonly cause: BreakCause | null;
  /** Provider tokens that the provider should have held and did not, as far as they were sent again. */
  readonly lost: number;
  /** What to keep for the next start. */
  readonly state: string | null;
  readonly calibration: string | null;
}

interface Memory {
  tips: readonly Tip[];
  /** What was sent since the last prompt that was read. */
  gaps: readonly Gap[];
  /** Newest entries of both streams. */
  original: readonly SavedEntry[];
  sent: readonly SavedEntry[];
}

/** How the provider caches, and the provider tokens below which this model's prefixes are not kept. */
export interface Rules {
  readonly kind: CacheKind;
  readonly minTokens: number;
}

/** Conversations whose tips stay in memory. */
const maxConversations = 5000;
/** Entries per stream that are kept for the next start: the deepest, and the first (tools, system). */
const savedDeep = 24;
const savedFirst = 8;

/**
 * Runs a model of the provider's prompt cache over both streams of every conversation: what the client sent us and
 * what we sent on. The provider's own usage corrects the model: where it held less (evicted) or more (filled by others)
 * than predicted, both streams are corrected alike, so that only our edits can make a difference. An exchange whose
 * streams never differed therefore has exactly its actual usage as its shadow.
 */
export class ShadowModel {
  private readonly original = new PromptCache();
  private readonly sent = new PromptCache();
  private readonly calibration = new Calibration();
  private readonly conversations = new Map<string, Memory>();

  run(exchange: Exchange, usage: ExchangeUsage, options: Rules): Shadow {
    const { at: now } = exchange;
    const { chains, scope, tips } = this.open(exchange, options);
    const predictedSent = this.sent.find(scope, chains.sent, options.kind, now);
    const predictedOriginal = this.original.find(scope, chains.original, options.kind, now);

    const billed = sumInput(usage);
    const anchor = findAnchor(tips, exchange.model, { stream: 'sent', steps: chains.sent });
    const learnt = this.learn(exchange.model, chains.sent, billed, anchor);
    const { ratio, spread } = this.calibration.read(exchange.model);
    const { at: actual, off } = locate(chains.sent, usage.read, predictedSent, { billed, anchor });
    const shadowHit = correct(
      { at: predictedOriginal, usedAt: this.original.readUse(scope, chains.original, predictedOriginal) },
      { at: predictedSent, usedAt: this.sent.readUse(scope, chains.sent, predictedSent) },
      actual,
    );

    const { sentTerms, originalTerms } = makeTerms(chains, usage, {
      ...options,
      ratio,
      predicted: predictedSent,
      anchor: actual >= 0 ? { at: actual, tokens: usage.read } : anchor,
    });
    const there = classify(chains.original, shadowHit, originalTerms);
    const here = classify(chains.sent, actual, sentTerms);
    const differs = inputs.some((name) => there[name] !== here[name]);

    const minTokens = options.minTokens / ratio;
    const kept = {
      sent: this.settle(this.sent, { scope, steps: chains.sent, kind: options.kind, hit: actual, now, minTokens }),
      original: this.settle(this.original, {
        scope,
        steps: chains.original,
        kind: options.kind,
        hit: shadowHit,
        now,
        minTokens,
      }),
    };
    const { cause, lost, state } = this.remember(exchange, kept, {
      chains,
      kind: options.kind,
      predicted: predictedSent,
      located: actual,
      readTokens: usage.read,
      // A breakpoint holds what was read and written; an automatic cache holds the whole prompt.
      isCounted: true,
      heldTokens: options.kind === 'automatic' ? billed : usage.read + usage.write5m + usage.write1h,
      minTokens: options.minTokens,
      originalTokensAt: originalTerms.tokensAt,
      shared: this.sent.findUsedAt(scope, chains.original, now),
    });
    if (isMarkedByUs(chains, options.kind)) {
      const removed = Math.max(0, ratio * ((chains.original.at(-1)?.end ?? 0) - (chains.sent.at(-1)?.end ?? 0)));
      return {
        usage: { ...noUsage, fresh: Math.round(billed + removed), output: usage.output },
        error: { ...noUsage, fresh: spread * removed },
        ...{ isModelled: true, cause, lost, state, calibration: learnt },
      };
    }
    return {
      usage: differs ? shift(usage, here, there) : usage,
      error: measureError(here, there, { spread, off: differs ? off : 0 }),
      isModelled: differs || chains.sent.some((step, index) => step.key !== chains.original[index]!.key),
      cause,
      lost: Math.min(lost, billed - usage.read),
      state,
      calibration: learnt,
    };
  }

  /**
   * An answer to a prompt that nobody read (the engine was dead, the request was passed through): it went as it came.
   * The next prompt of the conversation tells what was cached meanwhile.
   * @param usage null when the provider did not tell. @returns null when nothing can be said about the conversation.
   */
  runUnread(exchange: Exchange, usage: ExchangeUsage | null, options: Rules): Shadow | null {
    const { conversation, model, at } = exchange;
    if (conversation === '') return null;
    const before = this.conversations.get(conversation) ?? makeMemory();
    const { spread } = this.calibration.read(model);
    const actual = usage ?? noUsage;
    const missed = findMissedRead(before, { model, at, spread }, actual, options.kind);
    const shadow = missed.tokens === 0 ? actual : moveToRead(actual, missed.tokens);
    const gaps = addGap(before.gaps, { model, at, tokens: usage && sumInput(usage) });
    return {
      usage: shadow,
      error:
        missed.tokens === 0 ? noUsage : measureError(actual, shadow, { spread: missed.error / missed.tokens, off: 0 }),
      isModelled: missed.tokens > 0,
      cause: missed.tokens > 0 ? 'ours' : null,
      lost: missed.tokens,
      state: this.put(conversation, { ...before, gaps }),
      calibration: null,
    };
  }

  /** A good answer without a count (the client left): the provider holds what was sent. @returns the state to keep. */
  runUncounted(exchange: Exchange, options: Rules): string {
    const { at: now, model } = exchange;
    const { kind } = options;
    const { chains, scope, tips } = this.open(exchange, options);
    const { ratio } = this.calibration.read(model);
    const anchor = findAnchor(tips, model, { stream: 'original', steps: chains.original });
    const from = anchor === null ? 0 : chains.original[anchor.at]!.end;
    const tokensAt = (end: number): number => (anchor?.tokens ?? 0) + ratio * (end - from);
    const minTokens = options.minTokens / ratio;
    const settle = (cache: PromptCache, steps: readonly Step[]): { hit: number; kept: readonly SavedEntry[] } => {
      const hit = cache.find(scope, steps, kind, now);
      return { hit, kept: cache.keep(scope, steps, { kind, hit, now, minTokens }) };
    };
    const sent = settle(this.sent, chains.sent);
    const kept = { sent: sent.kept, original: settle(this.original, chains.original).kept };
    const held = tokensAt(chains.sent.at(-1)?.end ?? 0);
    return this.remember(exchange, kept, {
      chains,
      kind,
      ...{ predicted: sent.hit, located: sent.hit, readTokens: held, heldTokens: held },
      ...{ isCounted: false, minTokens: options.minTokens },
      originalTokensAt: (step) => tokensAt(chains.original[step]!.end),
      shared: this.sent.findUsedAt(scope, chains.original, now),
    }).state;
  }

  /** Takes back a conversation's state from before a restart. @throws SyntaxError when it is not JSON. */
  restore(conversation: string, state: string): void {
    const memory = { ...makeMemory(), ...(JSON.parse(state) as Memory) };
    this.original.restore(memory.original);
    this.sent.restore(memory.sent);
    this.conversations.set(conversation, memory);
  }

  readCalibrations(): Evidence['calibration'] {
    return this.calibration.list();
  }

  restoreCalibration(model: string, state: string): void {
    this.calibration.restore(model, state);
  }

  /** The streams of an exchange. What went by unread since the last one is put into both caches first. */
  private open(
    exchange: Exchange,
    { kind, minTokens }: Rules,
  ): { chains: Chains; scope: string; tips: readonly Tip[]; gaps: readonly Gap[] } {
    const { model } = exchange;
    const chains = makeChains(exchange.treatment === 'edited' ? exchange.blocks : exchange.blocks.map(asSent));
    const scope = `${exchange.provider}|${model}|`;
    const { tips, gaps } = this.conversations.get(exchange.conversation) ?? makeMemory();
    const own = gaps.filter((gap) => gap.model === model && (gap.tokens ?? minTokens) >= minTokens);
    const known = {
      ...this.calibration.read(model),
      anchor: findAnchor(tips, model, { stream: 'original', steps: chains.original }),
    };
    for (const gap of own) {
      const end = findGapEnd(gap, chains.original, known);
      if (end < 0) continue;
      for (const cache of [this.original, this.sent]) cache.fill(scope, chains.original, end, { kind, at: gap.at });
    }
    return { chains, scope, tips, gaps: gaps.filter((gap) => gap.model !== model) };
  }

  /** What the turn added to its conversation says most about what we remove; a first turn has only its whole. */
  private learn(model: string, sent: readonly Step[], billed: number, anchor: Anchor | null): string | null {
    const end = sent.at(-1)?.end ?? 0;
    if (anchor === null) return this.calibration.learn(model, 'whole', [billed, end]);
    const from = sent[anchor.at]?.end ?? 0;
    return this.calibration.learn(model, 'added', [billed - anchor.tokens, end - from]);
  }

  private settle(
    cache: PromptCache,
    turn: { scope: string; steps: readonly Step[]; kind: CacheKind; hit: number; now: number; minTokens: number },
  ): readonly SavedEntry[] {
    cache.evict(turn.scope, turn.steps, turn.hit);
    return cache.keep(turn.scope, turn.steps, turn);
  }

  private remember(
    exchange: Exchange,
    kept: { original: readonly SavedEntry[]; sent: readonly SavedEntry[] },
    turn: {
      chains: Chains;
      kind: CacheKind;
      predicted: number;
      located: number;
      readTokens: number;
      heldTokens: number;
      isCounted: boolean;
      minTokens: number;
      originalTokensAt: (step: number) => number;
      shared: number;
    },
  ): { cause: BreakCause | null; lost: number; state: string } {
    const before = this.conversations.get(exchange.conversation);
    const { cause, lost, tips } = attributeBreak(before?.tips ?? [], {
      ...turn,
      model: exchange.model,
      at: exchange.at,
    });
    const gaps = (before?.gaps ?? []).filter(({ model }) => model !== exchange.model);
    const memory: Memory = { tips, gaps, original: thin(kept.original), sent: thin(kept.sent) };
    return { cause, lost, state: this.put(exchange.conversation, memory) };
  }

  private put(conversation: string, memory: Memory): string {
    this.conversations.delete(conversation);
    this.conversations.set(conversation, memory);
    if (this.conversations.size > maxConversations) {
      const oldest = this.conversations.keys().next().value;
      if (oldest !== undefined) this.conversations.delete(oldest);
    }
    return JSON.stringify(memory);
  }
}

/** All breakpoints are ours: without us nothing of the prompt would have been cached, and every request been paid in full. */
function isMarkedByUs({ original, sent }: Chains, kind: CacheKind): boolean {
  const isMarked = (steps: readonly Step[]): boolean => steps.some(({ ttlMs }) => ttlMs > 0);
  return kind === 'breakpoints' && !isMarked(original) && isMarked(sent);
}

function makeMemory(): Memory {
  return { tips: [], gaps: [], original: [], sent: [] };
}

/** What was forwarded untouched was sent as it came, whatever the engine had in mind. */
function asSent({ added: _, ...block }: ExchangeBlock): ExchangeBlock {
  return { ...block, sent: block.original, tokensSent: block.tokensOriginal };
}

/**
 * How both streams are counted: the sent one by the provider's own numbers where they are known, the original one by
 * the same plus what we removed up to there. A provider (or gateway) that reports no caching although the model expects
 * some does not cache.
 */
function makeTerms(
  { original, sent }: Chains,
  usage: ExchangeUsage,
  options: { kind: CacheKind; minTokens: number; ratio: number; predicted: number; anchor: Anchor | null },
): { sentTerms: Terms; originalTerms: Terms } {
  const tokensAt = scale(sent, { billed: sumInput(usage), anchor: options.anchor });
  const terms = { kind: options.kind, minTokens: options.minTokens, tokensAt };
  const expected = classify(sent, options.predicted, terms);
  const isUncached =
    options.kind === 'breakpoints' &&
    usage.read + usage.write5m + usage.write1h === 0 &&
    expected.read + expected.write5m + expected.write1h > 0;
  const sentTerms: Terms = isUncached ? { ...terms, kind: 'none' } : terms;
  const removedAt = (at: number): number => options.ratio * (original[at]!.end - sent[at]!.end);
  return { sentTerms, originalTerms: { ...sentTerms, tokensAt: (at) => tokensAt(at) + removedAt(at) } };
}

function thin(entries: readonly SavedEntry[]): readonly SavedEntry[] {
  if (entries.length <= savedDeep + savedFirst) return entries;
  return [...entries.slice(0, savedFirst), ...entries.slice(-savedDeep)];
}
