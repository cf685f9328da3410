import type { Exchange, ExchangeBlock, ExchangeUsage } from '../contract/exchange.ts';
import { attributeBreak, findAnchor, type Tip } from './breaks.ts';
import { Calibration } from './calibration.ts';
import { sumInput } from './cost.ts';
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
import type { BreakCause, CacheKind } from './types.ts';

/** What one exchange would have been without us. */
export interface Shadow {
  readonly usage: ExchangeUsage;
  /** Tokens by which the two streams differ per class, without sign, times the relative error of the calibration. */
  readonly error: ExchangeUsage;
  /** False when the provider's own count is the shadow: nothing was edited, now or before. */
  readonly isModelled: boolean;
  readonly cause: BreakCause | null;
  /** What to keep for the next start. */
  readonly state: string | null;
  readonly calibration: string | null;
}

interface Memory {
  tips: readonly Tip[];
  /** Newest entries of both streams. */
  original: readonly SavedEntry[];
  sent: readonly SavedEntry[];
}

/** Conversations whose tips stay in memory. */
const maxConversations = 5000;
/** Entries per stream that are kept for the next start: the deepest, and the first (tools, system). */
const savedDeep = 24;
const savedFirst = 8;

const inputs = ['fresh', 'write5m', 'write1h', 'read'] as const;

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

  /** @param options.kind how the provider caches; @param options.minTokens below which this model's prefixes are not kept. */
  run(exchange: Exchange, usage: ExchangeUsage, options: { kind: CacheKind; minTokens: number }): Shadow {
    const blocks = exchange.treatment === 'edited' ? exchange.blocks : exchange.blocks.map(asSent);
    const chains = makeChains(blocks);
    const scope = `${exchange.provider}|${exchange.model}|`;
    const { at: now } = exchange;
    const predictedSent = this.sent.find(scope, chains.sent, options.kind, now);
    const predictedOriginal = this.original.find(scope, chains.original, options.kind, now);

    const billed = sumInput(usage);
    const tips = this.conversations.get(exchange.conversation)?.tips ?? [];
    const anchor = findAnchor(tips, exchange.model, chains.sent);
    const learnt = this.learn(exchange.model, chains.sent, billed, anchor);
    const { ratio, spread } = this.calibration.read(exchange.model);
    const actual = locate(chains.sent, usage.read, predictedSent, { billed, anchor });
    const shadowHit = correct(predictedOriginal, predictedSent, actual);

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
    const { cause, state } = this.remember(exchange, kept, {
      chains,
      kind: options.kind,
      predicted: predictedSent,
      located: actual,
      readTokens: usage.read,
      // A breakpoint holds what was read and written; an automatic cache holds the whole prompt.
      heldTokens: options.kind === 'automatic' ? billed : usage.read + usage.write5m + usage.write1h,
      minTokens: options.minTokens,
    });
    return {
      usage: differs ? shift(usage, here, there) : usage,
      error: measureError(here, there, spread),
      isModelled: differs || chains.sent.some((step, index) => step.key !== chains.original[index]!.key),
      cause,
      state,
      calibration: learnt,
    };
  }

  /** Takes back a conversation's state from before a restart. @throws SyntaxError when it is not JSON. */
  restore(conversation: string, state: string): void {
    const memory = JSON.parse(state) as Memory;
    this.original.restore(memory.original);
    this.sent.restore(memory.sent);
    this.conversations.set(conversation, memory);
  }

  restoreCalibration(model: string, state: string): void {
    this.calibration.restore(model, state);
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
      minTokens: number;
    },
  ): { cause: BreakCause | null; state: string } {
    const before = this.conversations.get(exchange.conversation);
    const { cause, tips } = attributeBreak(before?.tips ?? [], { ...turn, model: exchange.model, at: exchange.at });
    const memory: Memory = { tips, original: thin(kept.original), sent: thin(kept.sent) };
    this.conversations.delete(exchange.conversation);
    this.conversations.set(exchange.conversation, memory);
    if (this.conversations.size > maxConversations) {
      const oldest = this.conversations.keys().next().value;
      if (oldest !== undefined) this.conversations.delete(oldest);
    }
    return { cause, state: JSON.stringify(memory) };
  }
}

/** What was forwarded untouched was sent as it came, whatever the engine had in mind. */
function asSent(block: ExchangeBlock): ExchangeBlock {
  return { ...block, sent: block.original, tokensSent: block.tokensOriginal };
}

/** The step that the other stream would have read, given what the provider really read of the sent one. */
function correct(predictedOriginal: number, predictedSent: number, actual: number): number {
  if (actual < predictedSent) return Math.min(predictedOriginal, actual);
  if (actual > predictedSent) return Math.max(predictedOriginal, actual);
  return predictedOriginal;
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

/** The actual usage moved by the difference of the two predictions; what would fall below zero is taken from the other classes. */
function shift(actual: ExchangeUsage, here: Omit<ExchangeUsage, 'output'>, there: typeof here): ExchangeUsage {
  // Providers that bill automatic cache writes report them: what was not read is then split as they split it.
  const unread = actual.fresh + actual.write5m;
  const written = here.write5m + here.write1h === 0 && unread > 0 ? actual.write5m / unread : 0;
  const fresh = there.fresh - here.fresh;
  const moved = {
    fresh: actual.fresh + fresh * (1 - written),
    write5m: actual.write5m + there.write5m - here.write5m + fresh * written,
    write1h: actual.write1h + there.write1h - here.write1h,
    read: actual.read + there.read - here.read,
  };
  let debt = 0;
  for (const name of inputs) {
    if (moved[name] >= 0) continue;
    debt -= moved[name];
    moved[name] = 0;
  }
  for (const name of inputs) {
    const paid = Math.min(debt, moved[name]);
    moved[name] -= paid;
    debt -= paid;
  }
  return {
    fresh: Math.round(moved.fresh),
    write5m: Math.round(moved.write5m),
    write1h: Math.round(moved.write1h),
    read: Math.round(moved.read),
    output: actual.output,
  };
}

function measureError(here: Omit<ExchangeUsage, 'output'>, there: typeof here, spread: number): ExchangeUsage {
  const off = (name: (typeof inputs)[number]): number => Math.abs(there[name] - here[name]) * spread;
  return { fresh: off('fresh'), write5m: off('write5m'), write1h: off('write1h'), read: off('read'), output: 0 };
}

function thin(entries: readonly SavedEntry[]): readonly SavedEntry[] {
  if (entries.length <= savedDeep + savedFirst) return entries;
  return [...entries.slice(0, savedFirst), ...entries.slice(-savedDeep)];
}
