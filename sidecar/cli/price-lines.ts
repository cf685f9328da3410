import type { OwnRates, PriceRow } from '../contract/prices.ts';
import { usage } from './args.ts';

const heads = ['model', 'input', 'write 5m', 'write 1h', 'read', 'output', 'source'];

/** Prices as aligned lines, dollars per million tokens. @param all also models that were never seen */
export function formatPrices(rows: readonly PriceRow[], all: boolean): string {
  const shown = rows.filter((row) => all || row.requests > 0 || row.source === 'own');
  if (shown.length === 0) return 'No model was seen yet. headroom prices --all lists every price that is known.\n';
  const lines = [heads, ...shown.map(makeCells)];
  const widths = heads.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  const text = lines.map((cells) =>
    cells.map((cell, at) => (at === 0 || at === 6 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
  );
  const hidden = rows.length - shown.length;
  const more = hidden > 0 ? `${hidden} more are known; --all lists them.\n` : '';
  return `${text.map((cells) => `${cells.join('  ').trimEnd()}\n`).join('')}${more}`;
}

function makeCells({ id, rates, source, published, tiers }: PriceRow): string[] {
  if (rates === null) return [id, '–', '–', '–', '–', '–', 'unpriced: not in the dollars'];
  const { input, cacheWrite5m, cacheWrite1h, cacheRead, output } = rates;
  const above = tiers.map(({ aboveInputTokens }) => `; more above ${aboveInputTokens} input tokens`).join('');
  const from = source === 'own' ? 'your own' : `built in, ${published?.date ?? ''}`;
  return [id, ...[input, cacheWrite5m, cacheWrite1h, cacheRead, output].map(String), `${from}${above}`];
}

/** Rates as they were typed. @throws AppError cli.usage when one is no number, or input or output is missing */
export function readRates(typed: Readonly<Record<keyof OwnRates, string | undefined>>): OwnRates {
  const read = (name: keyof OwnRates, flag: string): number | undefined => {
    const text = typed[name];
    if (text === undefined) return undefined;
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw usage(`--${flag} must be dollars per million tokens, not "${text}"`);
  };
  const input = read('input', 'input');
  const output = read('output', 'output');
  if (input === undefined || output === undefined) throw usage('set needs --input and --output');
  const others = {
    cacheRead: read('cacheRead', 'cache-read'),
    cacheWrite5m: read('cacheWrite5m', 'cache-write-5m'),
    cacheWrite1h: read('cacheWrite1h', 'cache-write-1h'),
  };
  return { input, output, ...others };
}
