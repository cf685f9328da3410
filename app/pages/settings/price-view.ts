import type { OwnRates, PriceRow, Rates } from '../../../sidecar/contract/prices.ts';
import { texts } from '../../texts/index.ts';
import { type Formats, noonOf } from '../../ui/format.ts';

export type RateName = keyof Rates;

/** The classes in which providers bill, in the order of reading. */
export const rateFields = [
  { name: 'input', isNeeded: true },
  { name: 'cacheWrite5m', isNeeded: false },
  { name: 'cacheWrite1h', isNeeded: false },
  { name: 'cacheRead', isNeeded: false },
  { name: 'output', isNeeded: true },
] as const satisfies readonly { name: RateName; isNeeded: boolean }[];

/** What is typed for each class. */
export type TypedRates = Readonly<Record<RateName, string>>;

/** What stands in the form of a price; the name only in that of a model that is not in the list yet. */
export type PriceField = RateName | 'model';

/** Why a change was not kept; undefined: it was. */
export type Refusal = { readonly text: string; readonly fields: Partial<Record<PriceField, string>> } | undefined;

/** A price that was changed, and what brings back the one before; null: there was none of one's own. */
export interface PriceChange {
  readonly id: string;
  readonly before: OwnRates | null;
}

/** Why a name cannot be added; undefined: it can. */
export function findNameFault(name: string, rows: readonly PriceRow[]): string | undefined {
  const { needed, isListed: listed } = texts().prices.form;
  if (name === '') return needed;
  const isListed = rows.some(({ id, seenAs }) => id === name || seenAs.includes(name));
  return isListed ? listed : undefined;
}

/**
 * What adding a name has changed. It may be another name of a model that is in the list: that one's price is changed then.
 * @returns null when all is as it was.
 */
export function findPriceChange(before: readonly PriceRow[], after: readonly PriceRow[]): PriceChange | null {
  const old = new Map(before.map((row) => [row.id, row.source === 'own' ? row.rates : null]));
  const changed = after.find(
    ({ id, source, rates }) => source === 'own' && JSON.stringify(rates) !== JSON.stringify(old.get(id)),
  );
  return changed === undefined ? null : { id: changed.id, before: old.get(changed.id) ?? null };
}

/** Models that concern this reader, and all others. */
export function splitPrices(rows: readonly PriceRow[]): { near: readonly PriceRow[]; far: readonly PriceRow[] } {
  const isNear = ({ requests, source }: PriceRow): boolean => requests > 0 || source === 'own';
  return { near: rows.filter(isNear), far: rows.filter((row) => !isNear(row)) };
}

/** Where a price comes from, in one line. */
export function describePrice({ source, published, tiers, requests }: PriceRow, formats: Formats): string {
  const said = texts().prices;
  const [tier] = tiers;
  const parts = [
    source === 'built-in' && published !== null
      ? said.builtInAsOf(formats.date(noonOf(published.date)))
      : said.sources[source],
    ...(tier ? [said.moreAbove(formats.compact(tier.aboveInputTokens))] : []),
    ...(requests > 0 ? [texts().words.requestCount(requests, formats)] : []),
  ];
  return parts.join(' · ');
}

/** Other names by which it was asked for; '' where its own says it all. */
export function listOtherNames({ id, seenAs }: PriceRow): string {
  return seenAs.filter((name) => name !== id).join(', ');
}

export function toTyped(rates: Rates | null): TypedRates {
  const text = (name: RateName): string => (rates === null ? '' : String(rates[name]));
  return {
    ...{ input: text('input'), output: text('output'), cacheRead: text('cacheRead') },
    ...{ cacheWrite5m: text('cacheWrite5m'), cacheWrite1h: text('cacheWrite1h') },
  };
}

/** What was typed as rates, or what is wrong by class. */
export function readTyped(typed: TypedRates): { rates: OwnRates } | { faults: Partial<Record<RateName, string>> } {
  const faults: Partial<Record<RateName, string>> = {};
  const numbers: Partial<Record<RateName, number>> = {};
  for (const { name, isNeeded } of rateFields) {
    const text = typed[name].trim().replace(',', '.');
    const number = Number(text);
    if (text === '' && isNeeded) faults[name] = texts().prices.form.needed;
    else if (text !== '' && !Number.isFinite(number)) faults[name] = texts().prices.form.noNumber;
    else if (text !== '') numbers[name] = number;
  }
  const { input, output, ...others } = numbers;
  if (input === undefined || output === undefined || Object.keys(faults).length > 0) return { faults };
  return { rates: { input, output, ...others } };
}
