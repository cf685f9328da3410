import type { ConversationRow, ExchangeRow } from '../../../sidecar/contract/api.ts';
import { countBreaks } from '../../state/describe-break.ts';
import { isLoss } from '../../state/describe-exchange.ts';
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
  const turns = `${formats.count(row.turns)} ${row.turns === 1 ? 'turn' : 'turns'}`;
  if (savedUsd === null || shadowUsd === null) return `${turns}; no price is known for ${row.model}`;
  if (isLoss(row.bill)) return `Cost ${formats.usd(-savedUsd)} more than direct over ${turns}`;
  if (savedUsd < 0.00005) return `No clear difference to direct over ${turns}`;
  return `Saved ${formats.usd(savedUsd)} of ${formats.usd(shadowUsd)} over ${turns}`;
}

/** What is said about the cache of the whole conversation. */
export function describeCache(row: ConversationRow, formats: Formats): string {
  const { fresh, write5m, write1h, read } = row.usage;
  const prompt = fresh + write5m + write1h + read;
  const share = prompt === 0 ? '' : `${formats.share(read / prompt)} of the prompt was read from the cache. `;
  const breaks = row.breaks.reduce((sum, each) => sum + each.count, 0);
  if (breaks === 0) return `${share}The cache never broke.`;
  const times = breaks === 1 ? 'once' : `${formats.count(breaks)} times`;
  return `${share}It broke ${times}: ${countBreaks(row.breaks, formats.count)}.`;
}

/** The figures of one turn, as they are read aloud. */
export function readTurn(turn: Turn, number: number, formats: Formats): string {
  const parts = [
    `Turn ${number}: ${formats.count(turn.rest + turn.results)} tokens sent`,
    `${formats.count(turn.folded)} left out`,
    turn.actualUsd === null ? 'no price is known' : `cost ${formats.usd(turn.actualUsd)}`,
  ];
  if (turn.shadowUsd !== null) parts.push(`direct ${formats.usd(turn.shadowUsd)}`);
  return parts.join(', ');
}

/** Numbers of turns under the chart. */
export function makeTurnTicks(count: number): readonly { readonly at: number; readonly text: string }[] {
  const step = Math.max(1, Math.ceil(count / 8));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => ({ at: at * step, text: String(at * step + 1) }));
}
