import type { ExchangeDetail } from '../contract/api.ts';
import type { ExchangeUsage } from '../contract/exchange.ts';
import { chooseRates } from './prices.ts';
import type { ModelPrice, Rates } from './types.ts';

/** The classes of tokens that a provider bills apart, and the rate of each. */
export const classes = [
  { name: 'fresh', rate: 'input' },
  { name: 'write5m', rate: 'cacheWrite5m' },
  { name: 'write1h', rate: 'cacheWrite1h' },
  { name: 'read', rate: 'cacheRead' },
  { name: 'output', rate: 'output' },
] as const satisfies readonly { name: keyof ExchangeUsage; rate: keyof Rates }[];

export const noUsage: ExchangeUsage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };

/** Input tokens of all classes. */
export function sumInput(usage: ExchangeUsage): number {
  return usage.fresh + usage.write5m + usage.write1h + usage.read;
}

/** Dollars for a usage at the rates of its own size; null without a price. */
export function costUsd(price: ModelPrice | null, usage: ExchangeUsage): number | null {
  return price && costAt(chooseRates(price, sumInput(usage)), usage);
}

/**
 * Dollars by which the cost of a usage may be wrong that may itself be wrong by `error`; null without a price. Some
 * models charge more for every token of a prompt beyond a size, so a prompt near that size may cost a step more or less.
 */
export function errorUsd(price: ModelPrice | null, usage: ExchangeUsage, error: ExchangeUsage): number | null {
  if (price === null) return null;
  const [size, doubt] = [sumInput(usage), sumInput(error)];
  const rates = chooseRates(price, size);
  const steps = [size - doubt, size + doubt].map((near) => costAt(chooseRates(price, near), usage));
  return costAt(rates, error) + Math.max(...steps.map((cost) => Math.abs(cost - costAt(rates, usage))));
}

function costAt(rates: Rates, usage: ExchangeUsage): number {
  let microUsd = 0;
  for (const { name, rate } of classes) microUsd += usage[name] * rates[rate];
  return microUsd / 1e6;
}

/** Both streams class by class. */
export function costByClass(
  price: ModelPrice | null,
  actual: ExchangeUsage,
  shadow: ExchangeUsage,
): ExchangeDetail['classes'] {
  const paid = price && chooseRates(price, sumInput(actual));
  const spared = price && chooseRates(price, sumInput(shadow));
  return classes.map(({ name, rate }) => ({
    name,
    actualTokens: actual[name],
    shadowTokens: shadow[name],
    actualUsd: paid && (actual[name] * paid[rate]) / 1e6,
    shadowUsd: spared && (shadow[name] * spared[rate]) / 1e6,
  }));
}
