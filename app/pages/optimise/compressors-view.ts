import type { CompressorEffect, Effects } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';

/** One compressor: what it did, and whether it can be switched. */
export interface CompressorLine {
  readonly id: string;
  /** Null: it had nothing to do in the span. */
  readonly effect: CompressorEffect | null;
  /** False: it is no member of the family (a reference to an earlier result, a second engine) and has no switch. */
  readonly hasSwitch: boolean;
}

/** Those that did most first, then those without work in the order of the family. */
export function makeCompressorLines({ compressors }: Effects, family: readonly string[]): readonly CompressorLine[] {
  const busy = compressors.map((effect) => ({
    ...{ id: effect.compressor, effect },
    hasSwitch: family.includes(effect.compressor),
  }));
  const idle = family.filter((id) => compressors.every(({ compressor }) => compressor !== id));
  return [...busy, ...idle.map((id) => ({ id, effect: null, hasSwitch: true }))];
}

/** The first line: what all of them did together. */
export function makeCompressorsTitle({ compressors }: Effects, formats: Formats): string {
  const tokens = sum(compressors, ({ tokensRemoved }) => tokensRemoved);
  const shortened = sum(compressors, (each) => each.shortened);
  if (shortened === 0) return 'Nothing was shortened in this span';
  const results = shortened === 1 ? 'one result' : `${formats.count(shortened)} results`;
  return `${formats.compact(tokens)} tokens taken out of ${results}`;
}

/** What is behind the first line: money as far as it is known, and since when it is counted. */
export function describeEffects({ compressors, sinceMs, countedSinceMs }: Effects, formats: Formats): string {
  if (countedSinceMs === null) return 'Counting begins with the first result that is shortened.';
  const known = compressors.flatMap(({ savedUsd }) => (savedUsd === null ? [] : [savedUsd]));
  const usd = known.reduce((total, each) => total + each, 0);
  const money =
    known.length === 0 || usd === 0
      ? ''
      : usd < 0
        ? `It cost about ${formats.usd(-usd)} more (estimated). `
        : `About ${formats.usd(usd)} saved (estimated). `;
  const since = countedSinceMs > sinceMs ? `Counted since ${formats.moment(countedSinceMs)}.` : '';
  return `${money}${since}`.trim() || '\u00a0';
}

/** How often it was used and how far it came, in one line. */
export function describeWork(effect: CompressorEffect | null, formats: Formats): string {
  if (effect === null || effect.seen === 0) return 'Nothing of its kind was seen.';
  const { seen, shortened, lossy, tokensBefore, tokensRemoved, savedUsd } = effect;
  if (shortened === 0) return `${results(seen, formats)} seen; none was made shorter enough.`;
  const of =
    seen > shortened ? `${formats.count(shortened)} of ${formats.count(seen)} results` : results(shortened, formats);
  const share = formats.share(tokensRemoved / Math.max(1, tokensBefore));
  const left = lossy === 0 ? 'nothing left out' : `${formats.count(lossy)} with parts left out`;
  const money = savedUsd === null ? ' In dollars it cannot be told.' : '';
  return `${of} shortened by ${share}, ${left}.${money}`;
}

/** How often that was not enough for the reader; '' when never. */
export function describeAsked(effect: CompressorEffect | null, formats: Formats): string {
  if (effect === null) return '';
  const { recalls, reruns, isGentle } = effect;
  const asked = [
    recalls > 0 && `the original was asked for ${times(recalls, formats)}`,
    reruns > 0 && `a command was run again ${times(reruns, formats)}`,
  ].filter((each) => each !== false);
  const now = isGentle ? 'Too often: it leaves nothing out in conversations that begin now.' : '';
  if (asked.length === 0) return now;
  const text = asked.join(', and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. ${now}`.trim();
}

/** Why a figure stands there, or none. */
export function explainSaving(effect: CompressorEffect, formats: Formats): string {
  const { savedUsd, errorUsd, unpricedRequests } = effect;
  const left =
    unpricedRequests === 0
      ? ''
      : ` ${times(unpricedRequests, formats, 'request')} not in it: no price is known, or a cache breakpoint of ours saved as well.`;
  if (savedUsd === null) return `Nothing can be said in dollars.${left}`;
  const range = errorUsd ? `: between ${formats.usd(savedUsd - errorUsd)} and ${formats.usd(savedUsd + errorUsd)}` : '';
  return `Its part of what the exchanges saved, estimated${range}.${left}`;
}

function results(count: number, formats: Formats): string {
  return count === 1 ? 'One result' : `${formats.count(count)} results`;
}

function times(count: number, formats: Formats, noun?: string): string {
  if (noun !== undefined) return `${formats.count(count)} ${count === 1 ? noun : `${noun}s`}`;
  return count === 1 ? 'once' : `${formats.count(count)} times`;
}

function sum(all: readonly CompressorEffect[], of: (each: CompressorEffect) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}
