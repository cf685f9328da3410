import type { ExchangeUsage } from '../contract/exchange.ts';
import { costUsd } from './cost.ts';
import prices from './prices.json' with { type: 'json' };
import { createPriceBook } from './prices.ts';

/** What a usage costs, by the name of the model as clients write it. */
export interface PriceList {
  /** Dollars of one request at the rates of its own size; null when the model has no known price. */
  costUsd(model: string, usage: ExchangeUsage): number | null;
  /** The name under which a model's price is, or would be, kept. */
  idOf(model: string): string;
  /** What was wrong with the user's own prices. */
  readonly messages: readonly string[];
}

/** The shipped prices with the user's own laid over them. @param override text of <home>/prices.json, or null */
export function createPriceList(override: string | null): PriceList {
  const book = createPriceBook(prices.models, override);
  return {
    costUsd: (model, usage) => costUsd(book.find(model), usage),
    idOf: book.idOf,
    messages: book.messages,
  };
}
