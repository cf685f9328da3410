import type { ConversationRow, ExchangeRow } from '../../../sidecar/contract/api.ts';
import { listBreaks } from '../../state/describe-break.ts';
import { isLoss } from '../../state/describe-exchange.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** What one turn carried, in tokens, and what it cost. */
export interface Turn {
  readonly id: string;
  readonly at: number;
  /** Prompt other than tool results: system, tools, what was said. Provider's count less ours of the results. */
  readonly rest: number;
  /** Tool results as sent. */
  readonly results: number;
  /** What was left out of tool results. */
  readonly folded: number;
  readonly actualUsd: number | null;
  readonly shadowUsd: number | null;
  readonly breakCause: ExchangeRow['breakCause'];
}

/** @param rows exchanges that were billed, the oldest first */
export function makeTurns(rows: readonly ExchangeRow[]): readonly Turn[] {
  return rows.map((row) => {
    const usage = row.usage ?? { fresh: 0, write5m: 0, write1h: 0, read: 0 };
    const prompt = usage.fresh + usage.write5m + usage.write1h + usage.read;
    // Our count and the provider's differ by a few percent: the parts never exceed the whole.
    const results = Math.min(prompt, row.tokensAfter);
    return {
      id: row.id,
      at: row.at,
      rest: prompt - results,
      results,
      folded: Math.max(0, row.tokensBefore - row.tokensAfter),
      actualUsd: row.bill.actualUsd,
      shadowUsd: row.bill.shadowUsd,
      breakCause: row.breakCause,
    };
  });
}

/** Each turn as a line of a table: its number, tokens sent and left out, what it cost and would have cost. */
export function tabulateTurns(turns: readonly Turn[], formats: Formats): readonly (readonly string[])[] {
  const usd = (amount: number | null): string => (amount === null ? '–' : formats.usd(amount));
  return turns.map((turn, at) => [
    formats.count(at + 1),
    formats.compact(turn.rest + turn.results),
    formats.compact(turn.folded),
    usd(turn.actualUsd),
    usd(turn.shadowUsd),
  ]);
}

/** The first line of the page. */
export function makeTitle(row: ConversationRow, formats: Formats): string {
  const { savedUsd, shadowUsd } = row.bill;
  const { noPrice, loss, noDifference, saved } = texts().conversations.one;
  if (savedUsd === null || shadowUsd === null) return noPrice(row.turns, row.model, formats);
  if (isLoss(row.bill)) return loss(formats.usd(-savedUsd), row.turns, formats);
  if (savedUsd < 0.00005) return noDifference(row.turns, formats);
  return saved(formats.usd(savedUsd), formats.usd(shadowUsd), row.turns, formats);
}

/** What is said about the cache of the whole conversation. */
export function describeCache(row: ConversationRow, formats: Formats): string {
  const { fresh, write5m, write1h, read } = row.usage;
  const prompt = fresh + write5m + write1h + read;
  const { readFromCache, neverBroke, broke } = texts().conversations.one;
  const share = prompt === 0 ? '' : `${readFromCache(formats.share(read / prompt))} `;
  const breaks = row.breaks.reduce((sum, each) => sum + each.count, 0);
  if (breaks === 0) return `${share}${neverBroke}`;
  return `${share}${broke(breaks, listBreaks(row.breaks, formats.count), formats)}`;
}

/** The figures of one turn, as they are read aloud. */
export function readTurn(turn: Turn, number: number, formats: Formats): string {
  const usd = (amount: number | null): string | null => (amount === null ? null : formats.usd(amount));
  return texts().conversations.charts.readTurn({
    number,
    sent: formats.count(turn.rest + turn.results),
    leftOut: formats.count(turn.folded),
    cost: usd(turn.actualUsd),
    direct: usd(turn.shadowUsd),
  });
}

/** Numbers of turns under the chart. */
export function makeTurnTicks(count: number): readonly { readonly at: number; readonly text: string }[] {
  const step = Math.max(1, Math.ceil(count / 8));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => ({ at: at * step, text: String(at * step + 1) }));
}
