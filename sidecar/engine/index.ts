/**
 * Decides for one text whether and how it is shortened.
 * Law: pure and deterministic; the same source, hint and policy always give the same decision.
 * Neighbours: compressors/ (the family), lib/; called by worker/, which stores originals and remembers decisions.
 */
import { Attempt, type Kit, MIN_CHARS } from './attempt.ts';
import { compressors as family } from './compressors/index.ts';
import { hasMarker, isRecall } from './marker.ts';
import type { Tokens } from './tokens.ts';
import type { Compressor, Decision, KeptReason, Policy, Source } from './types.ts';

export { type Kit, MIN_CHARS } from './attempt.ts';
export { isEcho } from './code/echo.ts';
export { Copies, type Copy, CopyIndexes } from './copies.ts';
export { DELTA, formatDelta } from './delta.ts';
export { isEditable } from './editable.ts';
export { estimateTokens } from './estimate.ts';
export { isRecall } from './marker.ts';
export { isWorth, netGain } from './net-gain.ts';
export { BRIEF, type Packed, planRepack, STALE } from './repack.ts';
export { Results, SAME } from './same.ts';
export { isForSecond, makeSecond, SECOND } from './second.ts';
export { findTerms } from './terms.ts';
export { createTokens, type Tokens } from './tokens.ts';

/** The family as one plain list: nothing here may know a member. */
export const compressors: readonly Compressor[] = family;

/** Raised whenever the same source may come out differently, so that remembered decisions of older builds are not used. */
export const ENGINE_VERSION = 5;

/** A decision, and the source to store when something left the wire. */
export interface Outcome {
  readonly decision: Decision;
  /** Present when `decision.lossy` is: must be stored under `decision.originalId` before the edit is sent. */
  readonly original?: string;
  /** Compressors that threw or broke a law while deciding; for the health page. */
  readonly faults: readonly string[];
}

/** See the head of this file. Never throws. */
export function decide(source: Source, kit: Kit): Outcome {
  const untouched = keepAsIs(source, kit.policy);
  if (untouched !== null) return keep(source, kit.tokens, untouched, []);
  const attempt = new Attempt(source, kit);
  const best = attempt.run();
  const tried = [...attempt.tried].filter((id) => !best?.by.includes(id));
  const passedOver = tried.length === 0 ? {} : { tried };
  if (best === null) {
    const { decision, faults } = keep(source, kit.tokens, attempt.reason(), attempt.faults);
    return { decision: { ...decision, ...passedOver }, faults };
  }
  const { text, by, lossy } = best;
  const counts = { ...passedOver, tokensBefore: attempt.before, tokensAfter: best.tokens };
  if (lossy === undefined) return { decision: { text, by, ...counts }, faults: attempt.faults };
  const decision = { text, by, lossy, originalId: attempt.name, ...counts };
  return { decision, original: source.text, faults: attempt.faults };
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
