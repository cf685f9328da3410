import type { PriceRow } from '../contract/prices.ts';
import prices from './prices.json' with { type: 'json' };
import { createPriceBook, OWN_SOURCE } from './prices.ts';
import type { ModelPrice, Rates } from './types.ts';

/** A model of the ledger. */
export interface SeenModel {
  /** As clients name it. */
  readonly model: string;
  readonly requests: number;
}

/**
 * The prices in force: models of the ledger first, the most used at the top; then the user's own, then all that are shipped.
 * @param override text of <home>/prices.json, or null
 */
export function listPriceRows(override: string | null, seen: readonly SeenModel[]): readonly PriceRow[] {
  const book = createPriceBook(prices.models, override);
  const shipped = new Map<string, ModelPrice>(prices.models.map((price) => [price.id, price]));
  const known = new Map(book.list().map((price) => [price.id, price]));
  const uses = groupUses(seen, book.idOf);
  const ids = [...known.keys()];
  const isOwn = (id: string): boolean => known.get(id)?.source === OWN_SOURCE;
  const rest = [...ids.filter(isOwn), ...ids.filter((id) => !isOwn(id))].filter((id) => !uses.has(id));
  return [...[...uses.keys()].sort((a, b) => sum(uses.get(b)) - sum(uses.get(a))), ...rest].map((id) => {
    const names = [...(uses.get(id) ?? [])].sort((a, b) => b.requests - a.requests);
    const base = shipped.get(id);
    return {
      id,
      seenAs: names.map(({ model }) => model),
      requests: sum(names),
      ...describe(known.get(id)),
      builtIn: base === undefined ? null : pickRates(base),
    };
  });
}

/** Under the name of its price: several names of a model have one. Requests that named no model have none. */
function groupUses(seen: readonly SeenModel[], idOf: (model: string) => string): Map<string, SeenModel[]> {
  const uses = new Map<string, SeenModel[]>();
  for (const one of seen) {
    const id = idOf(one.model);
    if (id !== '') uses.set(id, [...(uses.get(id) ?? []), one]);
  }
  return uses;
}

function sum(uses: readonly SeenModel[] = []): number {
  return uses.reduce((total, { requests }) => total + requests, 0);
}

function describe(price: ModelPrice | undefined): Pick<PriceRow, 'source' | 'rates' | 'tiers' | 'published'> {
  if (price === undefined) return { source: 'none', rates: null, tiers: [], published: null };
  const isOwn = price.source === OWN_SOURCE;
  return {
    source: isOwn ? 'own' : 'built-in',
    rates: pickRates(price),
    tiers: price.tiers.map((tier) => ({ aboveInputTokens: tier.aboveInputTokens, ...pickRates(tier) })),
    published: isOwn ? null : { date: price.date, page: price.source },
  };
}

function pickRates({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Rates): Rates {
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
}
