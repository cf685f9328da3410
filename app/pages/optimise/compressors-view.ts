import type { CompressorEffect, Effects } from '../../../sidecar/contract/api.ts';
import { texts } from '../../texts/index.ts';
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
  const { nothing, takenOut } = texts().optimise.compressors;
  const tokens = sum(compressors, ({ tokensRemoved }) => tokensRemoved);
  const shortened = sum(compressors, (each) => each.shortened);
  return shortened === 0 ? nothing : takenOut(formats.compact(tokens), shortened, formats);
}

/** What is behind the first line: money as far as it is known, and since when it is counted. */
export function describeEffects({ compressors, sinceMs, countedSinceMs }: Effects, formats: Formats): string {
  const said = texts().optimise.compressors;
  if (countedSinceMs === null) return said.countingBegins;
  const known = compressors.flatMap(({ savedUsd }) => (savedUsd === null ? [] : [savedUsd]));
  const usd = known.reduce((total, each) => total + each, 0);
  const money = usd === 0 ? [] : [usd < 0 ? said.costMore(formats.usd(-usd)) : said.saved(formats.usd(usd))];
  const since = countedSinceMs > sinceMs ? [said.countedSince(formats.moment(countedSinceMs))] : [];
  return [...money, ...since].join(' ') || '\u00a0';
}

/** How often it was used and how far it came, in one line. */
export function describeWork(effect: CompressorEffect | null, formats: Formats): string {
  const said = texts().optimise.compressors;
  if (effect === null || effect.seen === 0) return said.noneSeen;
  const { seen, shortened, lossy, tokensBefore, tokensRemoved, savedUsd } = effect;
  if (shortened === 0) return said.noneShorter(seen, formats);
  const share = formats.share(tokensRemoved / Math.max(1, tokensBefore));
  return said.work({ shortened, seen, share, lossy, isInDollars: savedUsd !== null }, formats);
}

/** How often that was not enough for the reader; '' when never. */
export function describeAsked(effect: CompressorEffect | null, formats: Formats): string {
  if (effect === null) return '';
  const { recalls, reruns, isGentle } = effect;
  const { askedAgain, tooOften } = texts().optimise.compressors;
  const asked = recalls > 0 || reruns > 0 ? [askedAgain(recalls, reruns, formats)] : [];
  return [...asked, ...(isGentle ? [tooOften] : [])].join(' ');
}

/** Why a figure stands there, or none. */
export function explainSaving(effect: CompressorEffect, formats: Formats): string {
  const { savedUsd, errorUsd, unpricedRequests } = effect;
  const said = texts().optimise.compressors;
  const left = unpricedRequests === 0 ? '' : ` ${said.notInIt(unpricedRequests, formats)}`;
  if (savedUsd === null) return `${said.noDollars}${left}`;
  if (!errorUsd) return `${said.part}${left}`;
  return `${said.partBetween(formats.usd(savedUsd - errorUsd), formats.usd(savedUsd + errorUsd))}${left}`;
}

function sum(all: readonly CompressorEffect[], of: (each: CompressorEffect) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}
