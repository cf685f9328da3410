import type { ModelPrice, Rates } from './types.ts';

/** Prices by model id, and what was wrong with the user's own file. */
export interface PriceBook {
  /** The price of a model as clients name it, or null when it is not known: no price is ever guessed. */
  find(model: string): ModelPrice | null;
  /** The name under which its price is, or would be, kept. */
  idOf(model: string): string;
  /** Every price that is known, in the order of the shipped list; new ones of the user last. */
  list(): readonly ModelPrice[];
  readonly messages: readonly string[];
}

export const rateNames = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;
/** The `source` of a price that the user told. */
export const OWN_SOURCE = 'prices.json of the user';
/** No vendor has asked a hundredth of it for a million tokens: more is a price of one token, or a slip. Dollars. */
const MAX_RATE = 100_000;

/**
 * Shipped prices with the user's own laid over them.
 * @param shipped content of prices.json.
 * @param override text of <home>/prices.json, or null. A malformed file or entry is left out and told in `messages`.
 */
export function createPriceBook(shipped: readonly ModelPrice[], override: string | null): PriceBook {
  const messages: string[] = [];
  const byId = new Map(shipped.map((price) => [price.id, price]));
  for (const price of readOverride(override, byId, messages)) byId.set(price.id, price);
  const byName = new Map<string, ModelPrice>();
  for (const price of byId.values()) {
    for (const name of [price.id, ...price.aliases]) byName.set(normalise(name), price);
  }
  const memo = new Map<string, ModelPrice | null>();
  const find = (model: string): ModelPrice | null => {
    const known = memo.get(model);
    if (known !== undefined) return known;
    const price = look(model, byName);
    // The id comes from the wire: a hostile client must not fill the memory.
    if (memo.size < 1000) memo.set(model, price);
    return price;
  };
  return { find, idOf: (model) => find(model)?.id ?? normalise(model), list: () => [...byId.values()], messages };
}

/** What is wrong with a rate, in one sentence; null when nothing is. Dollars per million tokens. */
export function checkRate(value: unknown): string | null {
  const isRate = typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= MAX_RATE;
  return isRate ? null : `It must be a number from 0 to ${MAX_RATE}.`;
}

/** Rates for a request of this size: the highest tier that it exceeds. */
export function chooseRates(price: ModelPrice, inputTokens: number): Rates {
  let chosen: Rates = price;
  let above = -1;
  for (const tier of price.tiers) {
    if (inputTokens > tier.aboveInputTokens && tier.aboveInputTokens > above) {
      chosen = tier;
      above = tier.aboveInputTokens;
    }
  }
  return chosen;
}

/** "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "models/gemini-2.5-pro", "openai/gpt-5", "claude-opus-4.5[1m]" → the bare family name. */
function normalise(model: string): string {
  return model
    .slice(0, 200)
    .toLowerCase()
    .trim()
    .replace(/\[[0-9a-z]*\]$/, '')
    .replace(/^.*\//, '')
    .replace(/^(?:[a-z]{2,6}\.)?(?:anthropic|openai|google)\./, '')
    .replace(/-v\d+(?::\d+)?$/, '')
    .replace(/^(claude-[a-z0-9-]*?\d)\.(\d)/, '$1-$2');
}

/** A release date or channel behind the name: -20250929, @20250929, -2025-04-14, -latest, -001, -preview-05-06. */
const release = /(?:[-@](?:\d{8}|\d{4}-\d{2}-\d{2}|\d{3}|latest|default)|-preview(?:-\d{2}-(?:\d{2}|\d{4}))?)$/;

function look(model: string, byName: ReadonlyMap<string, ModelPrice>): ModelPrice | null {
  const name = normalise(model);
  return byName.get(name) ?? byName.get(name.replace(release, '')) ?? null;
}

function readOverride(
  text: string | null,
  shipped: ReadonlyMap<string, ModelPrice>,
  messages: string[],
): readonly ModelPrice[] {
  if (text === null) return [];
  let models: unknown;
  try {
    models = (JSON.parse(text) as { models?: unknown } | null)?.models;
  } catch (error) {
    messages.push(`Your prices.json is not JSON (${(error as Error).message}); the shipped prices are used.`);
    return [];
  }
  if (!Array.isArray(models)) {
    messages.push('Your prices.json has no list "models"; the shipped prices are used.');
    return [];
  }
  return models.flatMap((entry: unknown, at) => {
    const price = makePrice(entry, shipped);
    if (typeof price !== 'string') return [price];
    messages.push(`Your prices.json, entry ${at + 1}: ${price}; it is left out.`);
    return [];
  });
}

/** The price, or what is wrong with the entry. */
function makePrice(entry: unknown, shipped: ReadonlyMap<string, ModelPrice>): ModelPrice | string {
  if (typeof entry !== 'object' || entry === null) return 'is not an object';
  const given = entry as Record<string, unknown>;
  const id = given.id;
  if (typeof id !== 'string' || id === '') return '"id" is missing';
  const base = shipped.get(id);
  for (const name of [...rateNames, 'minCacheTokens']) {
    if (checkRate(given[name] ?? 0) !== null) return `"${name}" of ${id} is not a price`;
  }
  const number = (name: string): number | undefined => given[name] as number | undefined;
  const input = number('input') ?? base?.input;
  const output = number('output') ?? base?.output;
  if (input === undefined || output === undefined) return `${id} needs "input" and "output"`;
  const aliases = given.aliases ?? base?.aliases ?? [];
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === 'string')) {
    return `"aliases" of ${id} is not a list of names`;
  }
  return {
    id,
    aliases,
    input,
    output,
    cacheRead: number('cacheRead') ?? base?.cacheRead ?? input,
    cacheWrite5m: number('cacheWrite5m') ?? base?.cacheWrite5m ?? input,
    cacheWrite1h: number('cacheWrite1h') ?? base?.cacheWrite1h ?? input,
    minCacheTokens: number('minCacheTokens') ?? base?.minCacheTokens ?? 1024,
    // A user who names a price means it for every size.
    tiers: number('input') === undefined && number('output') === undefined ? (base?.tiers ?? []) : [],
    date: typeof given.date === 'string' ? given.date : '',
    source: OWN_SOURCE,
  };
}
