import type { Anchor, Chains, Step } from './prompt-cache.ts';
import type { BreakCause, CacheKind } from './types.ts';

/** Where a conversation's newest cached prefix ended. */
export interface Tip {
  readonly model: string;
  readonly at: number;
  /** First step of the prompt: tells parallel threads (title makers, summarisers) of one session apart. */
  readonly first: string;
  readonly original: string;
  readonly sent: string;
  /** Provider tokens up to the tip, by its own count unless nobody told it. */
  readonly tokens: number;
  readonly isCounted: boolean;
  /** Provider tokens up to the same block of the original stream. */
  readonly originalTokens: number;
  /** Provider tokens of the original stream's beginning that was sent as it came, as far as it was written or read then. */
  readonly sharedTokens: number;
  readonly ttlMs: number;
}

/** One answered request, as the search for the cause needs it. */
export interface Turn {
  readonly model: string;
  readonly at: number;
  readonly chains: Chains;
  readonly kind: CacheKind;
  /** Step of the sent stream that the provider should have been able to read. */
  readonly predicted: number;
  /** Step of the sent stream that it did read. */
  readonly located: number;
  readonly readTokens: number;
  /** Provider tokens up to the deepest step that it now holds. */
  readonly heldTokens: number;
  /** Whether these are the provider's own counts. */
  readonly isCounted: boolean;
  readonly minTokens: number;
  /** Provider tokens up to a step of the original stream. */
  originalTokensAt(step: number): number;
  /** Deepest step of the original stream whose entry the provider wrote or read now; -1 when there is none. */
  readonly shared: number;
}

/** Provider tokens of a changed prefix that are not worth a word: the newest message or a hint in it was rewritten. */
const trifle = 256;
/** Less than this share of the history that was cached is no edit of it: the client has summed it up, or gone back. */
const shortenedShare = 0.6;
/** Threads of one conversation that are told apart. */
const maxTips = 8;

/** The deepest step of a stream whose provider tokens are known from before, or null. */
export function findAnchor(
  tips: readonly Tip[],
  model: string,
  { stream, steps }: { stream: 'original' | 'sent'; steps: readonly Step[] },
): Anchor | null {
  const at = new Map(steps.map((step, index) => [step.key, index]));
  const tip = pickDeepest(
    tips.filter((each) => each.model === model && each.isCounted),
    (each) => at.get(each[stream]),
  );
  if (tip === undefined) return null;
  return { at: at.get(tip[stream])!, tokens: stream === 'sent' ? tip.tokens : tip.originalTokens };
}

/**
 * Whether the provider's cache held what it should have.
 * @returns the cause when it did not, the provider tokens that were not read, and the conversation's tips for the next turn.
 */
export function attributeBreak(
  tips: readonly Tip[],
  turn: Turn,
): { readonly cause: BreakCause | null; readonly lost: number; readonly tips: readonly Tip[] } {
  const { original, sent } = turn.chains;
  const first = original[0]?.key ?? '';
  const known = new Map(original.map((step, at) => [step.key, at]));
  const place = (tip: Tip): number | undefined => known.get(tip.original);
  const tip =
    pickDeepest(
      tips.filter(({ model }) => model === turn.model),
      place,
    ) ??
    pickDeepest(tips, place) ??
    tips.findLast((each) => each.first === first && each.model === turn.model);
  const next = makeTip(turn, first);
  const isSuperseded = tip !== undefined && sent.some(({ key }) => key === tip.sent);
  const rest = tips.filter((each) => (each !== tip || !isSuperseded) && each.original !== next?.original);
  const kept = next === null ? tips : [...rest, next].slice(-maxTips);
  if (tip === undefined) return { cause: null, lost: 0, tips: kept };
  const cause = findCause(tip, turn, { at: known.get(tip.original), sent });
  return { cause, lost: cause === null ? 0 : Math.max(0, tip.tokens - turn.readTokens), tips: kept };
}

function findCause(tip: Tip, turn: Turn, place: { at: number | undefined; sent: readonly Step[] }): BreakCause | null {
  const isSame = place.at !== undefined && place.sent[place.at]?.key === tip.sent;
  const isHeld = isSame ? turn.located >= (place.at ?? 0) : turn.readTokens >= tip.tokens - trifle;
  if (isHeld) return null;
  if (tip.model !== turn.model) return 'model';
  if (turn.at - tip.at > tip.ttlMs) return 'ttl';
  if (place.at === undefined) return isShortened(tip, turn) ? 'compaction' : 'client';
  if (!isSame) return 'ours';
  // Still there but out of reach: more blocks were added than a breakpoint looks back, or a breakpoint is gone.
  if (turn.predicted < place.at) return 'client';
  return 'provider';
}

/** Whether much less stands behind what is still shared, the system prompt and tools mostly. */
function isShortened({ originalTokens }: Tip, { chains, readTokens, originalTokensAt }: Turn): boolean {
  const left = originalTokensAt(chains.original.length - 1) - readTokens;
  return left < (originalTokens - readTokens) * shortenedShare;
}

/** The tip that lies deepest in a prompt, the newest of equals; undefined when none lies in it. */
function pickDeepest(tips: readonly Tip[], place: (tip: Tip) => number | undefined): Tip | undefined {
  let best: Tip | undefined;
  for (const tip of tips) {
    const at = place(tip);
    if (at === undefined) continue;
    const ahead = best === undefined ? 1 : at - place(best)! || tip.at - best.at;
    if (ahead >= 0) best = tip;
  }
  return best;
}

function makeTip(turn: Turn, first: string): Tip | null {
  const { original, sent } = turn.chains;
  let at = sent.length - 1;
  if (turn.kind === 'breakpoints') while (at >= 0 && sent[at]!.ttlMs === 0) at--;
  const step = sent[at];
  if (step === undefined || turn.heldTokens < turn.minTokens) return null;
  return {
    model: turn.model,
    at: turn.at,
    first,
    original: original[at]!.key,
    sent: step.key,
    tokens: turn.heldTokens,
    isCounted: turn.isCounted,
    originalTokens: turn.originalTokensAt(at),
    sharedTokens: turn.shared < 0 ? 0 : turn.originalTokensAt(turn.shared),
    ttlMs: step.ttlMs === 0 ? 10 * 60_000 : step.ttlMs,
  };
}
