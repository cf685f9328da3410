import type { Evidence } from '../contract/api.ts';
import type { Exchange, ExchangeUsage } from '../contract/exchange.ts';
import { costByClass, costUsd, errorUsd, noUsage, sumInput } from './cost.ts';
import { splitSaving } from './effects.ts';
import { compareHoldout } from './evidence.ts';
import { makeHistory } from './history.ts';
import prices from './prices.json' with { type: 'json' };
import { chooseRates, createPriceBook } from './prices.ts';
import { makeSummary } from './rollups.ts';
import { type Rules, type Shadow, ShadowModel } from './shadow.ts';
import type { Billed, CacheKind, ModelPrice, SavedState } from './types.ts';

/** What the ledger's thread needs of this room; see store/accounting.ts. */
export interface Accounting {
  /** Bills one exchange. Exchanges of a conversation must come in the order in which they were sent. */
  bill(exchange: Exchange): Billed;
  /** Takes back state from before a restart; damaged state is left out. */
  restore(saved: SavedState): void;
  /** Takes other prices of the user, for what is billed from here on. @param override as at the start */
  reprice(override: string | null): void;
  /** What was wrong with the user's prices.json. */
  readonly messages: readonly string[];
  readonly makeSummary: typeof makeSummary;
  readonly makeHistory: typeof makeHistory;
  readonly compareHoldout: typeof compareHoldout;
  /** What was learnt about each model's tokens. */
  readCalibrations(): Evidence['calibration'];
}

/**
 * The accountant: prices and the shadow model over both streams.
 * @param options.override text of <home>/prices.json or null; @param options.cacheOf how a dialect's provider caches.
 */
export function createAccounting(options: {
  override: string | null;
  cacheOf: (dialect: string) => CacheKind;
}): Accounting {
  let book = createPriceBook(prices.models, options.override);
  const model = new ShadowModel();
  const runShadow = (exchange: Exchange, usage: ExchangeUsage, rules: Rules): Shadow | null => {
    if (exchange.blocks.length > 0) return model.run(exchange, usage, rules);
    return isAccepted(exchange) ? model.runUnread(exchange, usage, rules) : null;
  };
  const learnUncounted = (exchange: Exchange, rules: Rules): string | null =>
    exchange.blocks.length > 0
      ? model.runUncounted(exchange, rules)
      : (model.runUnread(exchange, null, rules)?.state ?? null);
  const bill = (exchange: Exchange): Billed => {
    const { usage } = exchange;
    const price = book.find(exchange.model);
    const rules = { kind: options.cacheOf(exchange.dialect), minTokens: price?.minCacheTokens ?? 1024 };
    if (usage === null) return billUncounted(exchange, isAccepted(exchange) ? learnUncounted(exchange, rules) : null);
    const shadow = runShadow(exchange, usage, rules);
    const shadowUsage = shadow?.usage ?? usage;
    const actualUsd = costUsd(price, usage);
    const shadowUsd = costUsd(price, shadowUsage);
    const unpriced = price === null && sumInput(usage) + usage.output > 0;
    const classes = costByClass(price, usage, shadowUsage);
    const whole: Billed['bill'] = {
      actualUsd,
      shadowUsd,
      savedUsd: actualUsd === null || shadowUsd === null ? null : shadowUsd - actualUsd,
      errorUsd: errorUsd(price, shadowUsage, shadow?.error ?? noUsage),
      basis: shadow?.isModelled ? 'estimated' : 'measured',
      unpricedRequests: unpriced ? 1 : 0,
    };
    return {
      bill: whole,
      shadow: shadowUsage,
      classes,
      effects: splitSaving(exchange, whole, classes),
      breakCause: shadow?.cause ?? null,
      breakUsd: costBreak(price, usage, shadow?.lost ?? 0),
      unpriced,
      ...countRemoved(exchange),
      conversationState: shadow?.state ?? null,
      calibration: shadow?.calibration ? { model: exchange.model, state: shadow.calibration } : null,
    };
  };
  const restore = (saved: SavedState): void => {
    for (const { model: name, state } of saved.calibrations) attempt(() => model.restoreCalibration(name, state));
    for (const { conversation, state } of saved.conversations) attempt(() => model.restore(conversation, state));
  };
  return {
    bill,
    restore,
    reprice: (override) => {
      book = createPriceBook(prices.models, override);
    },
    get messages() {
      return book.messages;
    },
    makeSummary,
    makeHistory,
    compareHoldout,
    readCalibrations: () => model.readCalibrations(),
  };
}

/**
 * An exchange without a count: refused or failed ones cost nothing; a good answer that reported no usage
 * (an aborted stream, a client that did not ask for it) cost something that nobody told, so no dollars are shown.
 */
function billUncounted(exchange: Exchange, conversationState: string | null): Billed {
  const unknown = isAccepted(exchange) && exchange.blocks.length > 0;
  const usd = unknown ? null : 0;
  const classes = costByClass(null, noUsage, noUsage).map((each) => ({ ...each, actualUsd: usd, shadowUsd: usd }));
  const bill: Billed['bill'] = {
    ...{ actualUsd: usd, shadowUsd: usd, savedUsd: usd, errorUsd: usd },
    basis: unknown ? 'estimated' : 'measured',
    unpricedRequests: 0,
  };
  return {
    bill,
    shadow: null,
    classes,
    effects: splitSaving(exchange, bill, classes),
    breakCause: null,
    breakUsd: 0,
    unpriced: false,
    ...countRemoved(exchange),
    conversationState,
    calibration: null,
  };
}

/** Whether the provider took a prompt, and so may have cached it. Only a dialect has prompts. */
function isAccepted({ status, dialect }: Exchange): boolean {
  return status >= 200 && status < 300 && dialect !== '';
}

/** What it cost to send again what should have been read: at the rates of what was not read in this request. */
function costBreak(price: ModelPrice | null, usage: ExchangeUsage, lost: number): number {
  const unread = usage.fresh + usage.write5m + usage.write1h;
  if (price === null || lost <= 0 || unread === 0) return 0;
  const rates = chooseRates(price, sumInput(usage));
  const paid = usage.fresh * rates.input + usage.write5m * rates.cacheWrite5m + usage.write1h * rates.cacheWrite1h;
  return (Math.min(lost, unread) * Math.max(0, paid / unread - rates.cacheRead)) / 1e6;
}

function countRemoved(exchange: Exchange): Pick<Billed, 'editedSegments' | 'tokensNotSent' | 'tokensRemovedOnce'> {
  if (exchange.treatment !== 'edited') return { editedSegments: 0, tokensNotSent: 0, tokensRemovedOnce: 0 };
  const edited = exchange.segments.filter((segment) => segment.tokensAfter < segment.tokensBefore);
  const removed = edited.filter((segment) => segment.isNew);
  return {
    editedSegments: edited.length,
    tokensNotSent: exchange.usage === null ? 0 : exchange.tokensBefore - exchange.tokensAfter,
    tokensRemovedOnce: removed.reduce((sum, segment) => sum + segment.tokensBefore - segment.tokensAfter, 0),
  };
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // State is only a warm start: a damaged row loses the prediction of one conversation, not its bill.
  }
}
