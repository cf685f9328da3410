import type { ExchangeUsage } from '../contract/exchange.ts';

/** The mock provider's prices in dollars per million tokens: the vendor's list price of the demo's model (October 2026). */
export const listPrice = { fresh: 3, write5m: 3.75, write1h: 6, read: 0.3, output: 15 } as const;

const NO_USAGE: ExchangeUsage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };

/** What the provider asks for this usage, in dollars. */
export function costUsd(usage: ExchangeUsage): number {
  const perMillion =
    usage.fresh * listPrice.fresh +
    usage.write5m * listPrice.write5m +
    usage.write1h * listPrice.write1h +
    usage.read * listPrice.read +
    usage.output * listPrice.output;
  return perMillion / 1_000_000;
}

export function sumUsage(list: readonly ExchangeUsage[]): ExchangeUsage {
  return list.reduce(
    (sum, usage) => ({
      fresh: sum.fresh + usage.fresh,
      write5m: sum.write5m + usage.write5m,
      write1h: sum.write1h + usage.write1h,
      read: sum.read + usage.read,
      output: sum.output + usage.output,
    }),
    NO_USAGE,
  );
}

/** Prompt tokens, however billed. */
export function promptTokens(usage: ExchangeUsage): number {
  return usage.fresh + usage.write5m + usage.write1h + usage.read;
}

/** Share of the prompt that came from the provider's cache, 0 to 1; 0 without a prompt. */
export function cacheHitRate(usage: ExchangeUsage): number {
  const all = promptTokens(usage);
  return all === 0 ? 0 : usage.read / all;
}
