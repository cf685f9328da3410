import type { Bill, ExchangeDetail } from '../contract/api.ts';
import type { Exchange, ExchangeSegment } from '../contract/exchange.ts';
import type { Effect } from './types.ts';

type Draft = { -readonly [name in keyof Effect]: Effect[name] };

/**
 * What each compressor did in one exchange. The saving of an exchange is one figure; it is divided by what each text that
 * was shortened would have cost: a new one at the rate of what was not read from the cache, an old one at that of what was.
 * @param classes the cost of both streams by class
 */
export function splitSaving(
  exchange: Pick<Exchange, 'segments' | 'treatment' | 'blocks' | 'usage'>,
  bill: Bill,
  classes: ExchangeDetail['classes'],
): readonly Effect[] {
  const { segments, treatment, blocks, usage } = exchange;
  // What was held out, bypassed or refused says nothing about a compressor.
  if (treatment !== 'edited' && treatment !== 'untouched') return [];
  const effects = new Map<string, Draft>();
  const of = (compressor: string): Draft => {
    const draft = effects.get(compressor) ?? makeEffect(compressor);
    effects.set(compressor, draft);
    return draft;
  };
  for (const segment of segments) countText(segment, usage !== null, of);
  if (treatment !== 'edited' || usage === null) return [...effects.values()];
  const shares = weigh(segments, classes);
  // A breakpoint of ours saves as well: the two cannot be told apart.
  const isKnown = bill.savedUsd !== null && !blocks.some(({ added }) => added !== undefined);
  const whole = [...shares.values()].reduce((sum, weight) => sum + weight, 0);
  for (const [compressor, weight] of shares) {
    const draft = of(compressor);
    if (!isKnown || whole <= 0) {
      draft.unpriced++;
      continue;
    }
    draft.savedUsd += ((bill.savedUsd ?? 0) * weight) / whole;
    draft.errorUsd += ((bill.errorUsd ?? 0) * weight) / whole;
  }
  return [...effects.values()];
}

function countText(segment: ExchangeSegment, isBilled: boolean, of: (compressor: string) => Draft): void {
  const { by, tried = [], tokensBefore, tokensAfter, isNew, lossy } = segment;
  const last = by.at(-1);
  if (last !== undefined && isBilled) of(last).tokensNotSent += tokensBefore - tokensAfter;
  if (!isNew) return;
  for (const compressor of new Set([...by, ...tried])) of(compressor).seen++;
  if (last === undefined) return;
  const draft = of(last);
  draft.shortened++;
  if (lossy !== null) draft.lossy++;
  draft.tokensBefore += tokensBefore;
  draft.tokensRemoved += tokensBefore - tokensAfter;
}

/** What the texts that each compressor shortened would have cost more, in units that only compare. */
function weigh(segments: readonly ExchangeSegment[], classes: ExchangeDetail['classes']): ReadonlyMap<string, number> {
  const read = rateOf(classes, ['read']);
  const unread = rateOf(classes, ['fresh', 'write5m', 'write1h']);
  const [newRate, oldRate] = [unread ?? read ?? 1, read ?? unread ?? 1];
  const weights = new Map<string, number>();
  for (const { by, tokensBefore, tokensAfter, isNew } of segments) {
    const last = by.at(-1);
    if (last === undefined) continue;
    const weight = Math.max(0, tokensBefore - tokensAfter) * (isNew ? newRate : oldRate);
    weights.set(last, (weights.get(last) ?? 0) + weight);
  }
  return weights;
}

/** Dollars per token of some classes as they would have been without us; null where there were none, or no price. */
function rateOf(classes: ExchangeDetail['classes'], names: readonly string[]): number | null {
  const some = classes.filter(({ name, shadowUsd }) => names.includes(name) && shadowUsd !== null);
  const tokens = some.reduce((sum, { shadowTokens }) => sum + shadowTokens, 0);
  return tokens === 0 ? null : some.reduce((sum, { shadowUsd }) => sum + (shadowUsd ?? 0), 0) / tokens;
}

function makeEffect(compressor: string): Draft {
  return {
    compressor,
    ...{ seen: 0, shortened: 0, lossy: 0, tokensBefore: 0, tokensRemoved: 0, tokensNotSent: 0 },
    ...{ savedUsd: 0, errorUsd: 0, unpriced: 0 },
  };
}
