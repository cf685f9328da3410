import type { ExchangeUsage } from '../contract/exchange.ts';
import type { Tip } from './breaks.ts';
import { sumInput } from './cost.ts';
import type { Step } from './prompt-cache.ts';
import type { CacheKind } from './types.ts';

/** An answered exchange whose prompt nobody read: what was sent is what the client sent, but not of which blocks. */
export interface Gap {
  readonly model: string;
  readonly at: number;
  /** Provider tokens of the whole prompt; null when the provider did not tell. */
  readonly tokens: number | null;
}

/** Gaps of a conversation that are kept until its next prompt is read. */
const maxGaps = 8;
/** Provider tokens by which counts of one prefix may differ: a step of 128 and a hint in the newest message. */
const slack = 256;

/** The gaps of a conversation with one more, the oldest left out. */
export function addGap(gaps: readonly Gap[], gap: Gap): readonly Gap[] {
  return [...gaps, gap].slice(-maxGaps);
}

/** Provider tokens that would have been read beyond those that were, and by how many that may be wrong. */
export interface MissedRead {
  readonly tokens: number;
  readonly error: number;
}

const none: MissedRead = { tokens: 0, error: 0 };

/**
 * Provider tokens that a direct conversation would have read in an exchange whose prompt nobody read, beyond those that
 * were read: its prefix had been sent edited before, so that the provider had to write it again as it came.
 * @returns none when the streams never differed, when the entry was gone on both, or when it was another conversation.
 */
export function findMissedRead(
  memory: { readonly tips: readonly Tip[]; readonly gaps: readonly Gap[] },
  exchange: { readonly model: string; readonly at: number; readonly spread: number },
  usage: ExchangeUsage,
  kind: CacheKind,
): MissedRead {
  const billed = sumInput(usage);
  // Such a provider or gateway does not cache at all.
  if (kind === 'breakpoints' && usage.read + usage.write5m + usage.write1h === 0) return none;
  // What was removed is only known by the calibration; of a tip that nobody counted nothing else is.
  const doubt = (tip: Tip): number => (tip.isCounted ? tip.originalTokens - tip.tokens : tip.originalTokens);
  const reach = (tip: Tip): number => billed + slack + 2 * exchange.spread * doubt(tip);
  const tip = memory.tips
    .filter((each) => each.model === exchange.model && exchange.at - each.at <= each.ttlMs)
    .filter((each) => each.originalTokens <= reach(each))
    .reduce<Tip | null>((best, each) => (best && best.originalTokens > each.originalTokens ? best : each), null);
  if (tip === null || tip.original === tip.sent) return none;
  // What came as it is after that edit was cached as it came: both streams have the same prefix again.
  const isRewritten = memory.gaps.some(
    ({ model, at, tokens }) => model === tip.model && at >= tip.at && (tokens ?? 0) + slack >= tip.originalTokens,
  );
  if (isRewritten) return none;
  // Not even what was never edited is there any more: the provider threw everything away.
  const sure = tip.isCounted ? 0.9 : 1 - 2 * exchange.spread;
  if (usage.read < sure * tip.sharedTokens - slack) return none;
  const tokens = Math.max(0, Math.min(tip.originalTokens, billed) - usage.read);
  return { tokens, error: exchange.spread * Math.max(tokens, doubt(tip)) };
}

/** The usage with some of what was not read moved to what was read: written tokens first, as a prefix is written. */
export function moveToRead(usage: ExchangeUsage, tokens: number): ExchangeUsage {
  const moved = { ...usage };
  let rest = Math.round(tokens);
  for (const name of ['write5m', 'write1h', 'fresh'] as const) {
    const part = Math.min(rest, moved[name]);
    moved[name] -= part;
    moved.read += part;
    rest -= part;
  }
  return moved;
}

/**
 * Where the prompt of a gap ended in a later prompt of the same conversation: rather too deep than not deep enough, so
 * that the original stream is never thought colder than it was.
 * @param steps of the original stream. @param known calibration, and a step whose provider tokens are known.
 * @returns -1 when the gap's prompt is no prefix of this one.
 */
export function findGapEnd(
  gap: Gap,
  steps: readonly Step[],
  known: { ratio: number; spread: number; anchor: { readonly at: number; readonly tokens: number } | null },
): number {
  if (gap.tokens === null) return steps.length - 2;
  const { ratio, spread, anchor } = known;
  const from = anchor === null ? 0 : steps[anchor.at]!.end;
  const base = anchor?.tokens ?? 0;
  const most = gap.tokens + slack + 2 * spread * Math.abs(gap.tokens - base);
  const tokensAt = (at: number): number => base + ratio * (steps[at]!.end - from);
  if (steps.length === 0 || gap.tokens > (1 + 2 * spread) * tokensAt(steps.length - 1) + slack) return -1;
  for (let at = steps.length - 1; at >= 0; at--) if (tokensAt(at) <= most) return at;
  return -1;
}
