/** Prices of models, as they are in force and as a person sets them. US dollars per million tokens. */

/** What a million tokens of each class cost. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Equal to `input` where the provider takes no premium for writing. */
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** The price of one model, in force. */
export interface PriceRow {
  /** The name under which it is set and taken back. */
  readonly id: string;
  /** The names by which clients asked for it, the most frequent first; empty: it is not in the ledger. */
  readonly seenAs: readonly string[];
  /** Requests in the ledger, under all of these names. */
  readonly requests: number;
  /** none: nobody told a price, and none is guessed. */
  readonly source: 'own' | 'built-in' | 'none';
  readonly rates: Rates | null;
  /** Rates of the whole request above a number of input tokens; a price of one's own has none. */
  readonly tiers: readonly (Rates & { readonly aboveInputTokens: number })[];
  /** Built in: the day on which it was published, and where. */
  readonly published: { readonly date: string; readonly page: string } | null;
  /** What holds again when a price of one's own is taken back; null: nothing is known then. */
  readonly builtIn: Rates | null;
}

export interface PricesInForce {
  /** Where prices of one's own are kept; null: nowhere, and none can be set (stateless). */
  readonly file: string | null;
  /** What is wrong in that file; such entries are not used. */
  readonly problems: readonly string[];
  /** Models of the ledger first, the most used at the top; then one's own, then all that are known. */
  readonly prices: readonly PriceRow[];
}

/** A price as it is set. What is left out costs as much as input. */
export interface OwnRates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite5m?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
}

/** Prices that can be looked at and set while a sidecar runs. */
export interface PricesDoor {
  read(): Promise<PricesInForce>;
  /**
   * Keeps a price of one's own for a model, under any of its names; null takes it back. It holds for what is recorded from
   * then on: what is in the ledger keeps its dollars.
   * @throws AppError price.invalid with what is wrong by field, file.unreadable when the file cannot be understood,
   *   store.denied, store.locked when it cannot be written.
   */
  set(model: string, rates: OwnRates | null): Promise<PricesInForce>;
}
