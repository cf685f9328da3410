/**
 * Decides for one text whether and how it is shortened.
 * Law: pure and deterministic; the same source, hint and policy always give the same decision.
 * Neighbours: compressors/ (the family), lib/; called by worker/, which stores originals and remembers decisions.
 */
import { digest } from '../lib/hash.ts';
import { compressors as family } from './compressors/index.ts';
import { isEditable } from './editable.ts';
import { formatMarker, hasMarker, isRecall } from './marker.ts';
import type { Tokens } from './tokens.ts';
import type { Compressed, Compressor, Decision, Goal, KeptReason, Policy, Source } from './types.ts';

export { Copies, type Copy, DELTA, formatDelta } from './delta.ts';
export { isEditable } from './editable.ts';
export { isRecall } from './marker.ts';
export { isWorth, netGain } from './net-gain.ts';
export { BRIEF, type Packed, planRepack, STALE } from './repack.ts';
export { Results, SAME } from './same.ts';
export { findTerms } from './terms.ts';
export { createTokens, estimateTokens, type Tokens } from './tokens.ts';

/** The family as one plain list: nothing here may know a member. */
export const compressors: readonly Compressor[] = family;

/** Raised whenever the same source may come out differently, so that remembered decisions of older builds are not used. */
export const ENGINE_VERSION = 1;

/**
 * Below this many characters (about 50 tokens) no fold was ever seen to repay its marker and the risk. Not to be lowered:
 * running conversations rely on it, see worker/book.ts.
 */
export const MIN_CHARS = 200;
/** An edit must remove at least this share of the tokens, and at least this many: less is noise against a changed text. */
const MIN_SHARE = 0.03;
const MIN_TOKENS = 8;
/** Leaving things out must save this share more than folding alone, or everything stays readable. */
const MIN_LOSSY_SHARE = 0.1;
/** What leaves so little is not weighed against folding alone: no fold was seen to come near, and trying costs as much again. */
const CLEAR_LOSSY_SHARE = 0.2;
/** Measured gains below this share are counted exactly before they are believed: measuring may be off by some percent. */
const DOUBTFUL_SHARE = 0.15;
/** A shape is tried only when its compressor is this sure. */
const MIN_SCORE = 0.5;

/** A decision, and the source to store when something left the wire. */
export interface Outcome {
  readonly decision: Decision;
  /** Present when `decision.lossy` is: must be stored under `decision.originalId` before the edit is sent. */
  readonly original?: string;
  /** Compressors that threw or broke a law while deciding; for the health page. */
  readonly faults: readonly string[];
}

/** Everything that {@link decide} needs besides its source. */
export interface Kit {
  readonly tokens: Tokens;
  readonly policy: Policy;
}

/** See the head of this file. Never throws. */
export function decide(source: Source, kit: Kit): Outcome {
  const untouched = keepAsIs(source, kit.policy);
  if (untouched !== null) return keep(source, kit.tokens, untouched, []);
  const isCode = isEditable(source.text, source.hint);
  const attempt = new Attempt(source, kit, isCode);
  const outcome = attempt.run();
  return outcome ?? keep(source, kit.tokens, attempt.reason(), attempt.faults);
}

function keepAsIs({ text, hint }: Source, policy: Policy): KeptReason | null {
  if (text.length < MIN_CHARS) return 'small';
  if (isRecall(hint, policy.originalsDir) || hasMarker(text)) return 'recalled';
  return null;
}

function keep(source: Source, tokens: Tokens, reason: KeptReason, faults: readonly string[]): Outcome {
  const count = tokens.estimate(source.text);
  return { decision: { text: null, by: [], reason, tokensBefore: count, tokensAfter: count }, faults };
}

interface Candidate {
  readonly text: string;
  readonly by: readonly string[];
  readonly lossy?: NonNullable<Compressed['lossy']>;
  readonly tokens: number;
}

/** One walk through the stages: clean, then the shape that fits best, else folds. */
class Attempt {
  readonly faults: string[] = [];
  private readonly source: Source;
  private readonly kit: Kit;
  private readonly isCode: boolean;
  private before = 0;

  constructor(source: Source, kit: Kit, isCode: boolean) {
    this.source = source;
    this.kit = kit;
    this.isCode = isCode;
  }

  run(): Outcome | null {
    // Most code stays whole: it is not even measured.
    if (this.isCode && this.stage('shape', this.source.text).length === 0) return null;
    this.before = this.kit.tokens.measure(this.source.text);
    const { isError } = this.source;
    const { policy } = this.kit;
    let cleaned = this.source.text;
    const cleaners: string[] = [];
    for (const one of this.stage('clean', cleaned)) {
      const result = this.apply(one, cleaned, true);
      if (result === null) continue;
      cleaned = result.text;
      cleaners.push(one.id);
    }
    let best: Candidate | null = cleaners.length > 0 ? this.weigh({ text: cleaned }, cleaners) : null;
    const lossless = isError || !policy.canStore;
    for (const one of this.stage('shape', cleaned)) {
      const candidate = this.shape(one, cleaned, cleaners, lossless || (policy.gentle?.includes(one.id) ?? false));
      if (candidate === null) continue;
      best = better(best, candidate);
      break; // the surest compressor that gains wins: a weaker guess must not overrule it by being shorter
    }
    if (best === null || best.by.length === cleaners.length) {
      for (const one of this.stage('fold', cleaned)) {
        const result = this.apply(one, cleaned, true);
        if (result !== null) best = better(best, this.weigh(result, [...cleaners, one.id]));
      }
    }
    return best === null ? null : this.accept(best);
  }

  /** Why the text stays, once run() found nothing. */
  reason(): KeptReason {
    if (this.faults.length > 0) return 'fault';
    return this.isCode ? 'code' : 'no-gain';
  }

  private stage(stage: Compressor['stage'], text: string): Compressor[] {
    const scored: { one: Compressor; score: number }[] = [];
    for (const one of compressors) {
      if (one.stage !== stage || (one.forCode ?? false) !== this.isCode) continue;
      const score = this.guard(one, () => one.score(text, this.source.hint)) ?? 0;
      if (score >= MIN_SCORE) scored.push({ one, score });
    }
    return scored.sort((a, b) => b.score - a.score).map(({ one }) => one);
  }

  /** The lossy form where it is worth more than the lossless one, else the lossless one. */
  private shape(one: Compressor, text: string, cleaners: readonly string[], lossless: boolean): Candidate | null {
    const by = [...cleaners, one.id];
    const result = this.apply(one, text, lossless);
    const candidate = result && this.weigh(result, by);
    if (candidate === null || candidate.lossy === undefined) return candidate;
    if (candidate.tokens < this.before * CLEAR_LOSSY_SHARE) return candidate;
    const folded = this.apply(one, text, true);
    const whole = folded && this.weigh(folded, by);
    if (whole !== null && whole.tokens - candidate.tokens < this.before * MIN_LOSSY_SHARE) return whole;
    return candidate;
  }

  private apply(one: Compressor, text: string, lossless: boolean): Compressed | null {
    const { tokens } = this.kit;
    const goal: Goal = { lossless, count: (part) => tokens.count(part), estimate: (part) => tokens.estimate(part) };
    const result = this.guard(one, () => one.compress(text, this.source.hint, goal));
    if (result === null) return null;
    const { text: shorter, lossy } = result;
    const breaksLaw =
      shorter === '' || (lossless && lossy !== undefined) || (!shorter.isWellFormed() && text.isWellFormed());
    if (breaksLaw) {
      this.faults.push(one.id);
      return null;
    }
    return shorter === text ? null : result;
  }

  private guard<T>(one: Compressor, work: () => T): T | null {
    try {
      return work();
    } catch {
      this.faults.push(one.id); // fail open: the text goes as it came, the fault is counted
      return null;
    }
  }

  /** The candidate as it would be sent, marker included; null when it does not gain enough. */
  private weigh({ text, lossy }: Compressed, by: readonly string[]): Candidate | null {
    const { policy, tokens } = this.kit;
    const sent =
      lossy === undefined
        ? text
        : `${text.endsWith('\n') ? text : `${text}\n`}${formatMarker(lossy, digest(this.source.text), policy.originalsDir)}`;
    if (sent.length >= this.source.text.length * 2) return null;
    let count = tokens.measure(sent);
    const gain = this.before - count;
    if (gain < this.before * -DOUBTFUL_SHARE) return null;
    if (gain < this.before * DOUBTFUL_SHARE) {
      this.before = tokens.count(this.source.text);
      count = tokens.count(sent);
    }
    if (this.before - count < Math.max(MIN_TOKENS, this.before * MIN_SHARE)) return null;
    return { text: sent, by, tokens: count, ...(lossy && { lossy }) };
  }

  private accept({ text, by, tokens, lossy }: Candidate): Outcome {
    const counts = { tokensBefore: this.before, tokensAfter: tokens };
    if (lossy === undefined) return { decision: { text, by, ...counts }, faults: this.faults };
    const original = this.source.text;
    return { decision: { text, by, lossy, originalId: digest(original), ...counts }, original, faults: this.faults };
  }
}

function better(one: Candidate | null, other: Candidate | null): Candidate | null {
  if (one === null || other === null) return one ?? other;
  return other.tokens < one.tokens ? other : one;
}
