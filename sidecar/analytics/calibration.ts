/** Requests that are kept per model. */
const window = 64;
/** Fewer o200k tokens say more about fixed overhead than about the tokenizer. */
const minTokens = 200;
/** Beyond these bounds a prompt holds what o200k cannot count (images, documents). */
const bounds = { low: 0.4, high: 3 } as const;

/** Provider tokens and o200k tokens of the same text. */
type Pair = readonly [provider: number, o200k: number];

interface Learnt {
  /** What a turn added to its conversation: tool results and replies, as what we remove. */
  readonly added: readonly Pair[];
  /** Whole first requests, with system prompt and tools: used until there is enough of the former. */
  readonly whole: readonly Pair[];
}

/** How many tokens the provider counts for one o200k token, per model, learnt from its own usage reports. */
export class Calibration {
  private readonly models = new Map<string, Learnt>();

  /**
   * Learns from one exchange.
   * @param kind what the pair counts. @returns the state to keep, or null when the exchange says nothing.
   */
  learn(model: string, kind: keyof Learnt, [provider, o200k]: Pair): string | null {
    const ratio = provider / o200k;
    if (o200k < minTokens || !(ratio >= bounds.low && ratio <= bounds.high)) return null;
    const before = this.models.get(model) ?? { added: [], whole: [] };
    const learnt = { ...before, [kind]: [...before[kind], [Math.round(provider), Math.round(o200k)]].slice(-window) };
    this.models.set(model, learnt);
    return JSON.stringify(learnt);
  }

  /** Ratio of the sums, and its relative spread: how far single requests lie from it, honest about few samples. */
  read(model: string): { readonly ratio: number; readonly spread: number } {
    const { added = [], whole = [] } = this.models.get(model) ?? {};
    const pairs = added.length >= 3 ? added : [...whole, ...added];
    if (pairs.length === 0) return { ratio: 1, spread: 0.3 };
    const provider = pairs.reduce((sum, pair) => sum + pair[0], 0);
    const ratio = provider / pairs.reduce((sum, pair) => sum + pair[1], 0);
    const off = pairs.reduce((sum, pair) => sum + Math.abs(pair[0] - ratio * pair[1]), 0) / provider;
    return { ratio, spread: Math.max(off, pairs.length < 5 ? 0.1 : 0.02) };
  }

  /** Every model that something was learnt of, by name. */
  list(): readonly { model: string; ratio: number; spread: number; samples: number }[] {
    return [...this.models]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([model, { added, whole }]) => ({
        model,
        ...this.read(model),
        samples: added.length >= 3 ? added.length : added.length + whole.length,
      }));
  }

  /** Takes back what {@link Calibration.learn} returned; anything else is ignored. @throws SyntaxError when it is not JSON. */
  restore(model: string, state: string): void {
    const learnt = JSON.parse(state) as Partial<Record<keyof Learnt, unknown>> | null;
    this.models.set(model, { added: readPairs(learnt?.added), whole: readPairs(learnt?.whole) });
  }
}

function readPairs(value: unknown): readonly Pair[] {
  if (!Array.isArray(value)) return [];
  return value.filter((pair): pair is Pair => {
    if (!Array.isArray(pair)) return false;
    const [provider, o200k]: unknown[] = pair;
    return typeof provider === 'number' && typeof o200k === 'number' && provider > 0 && o200k > 0;
  });
}
