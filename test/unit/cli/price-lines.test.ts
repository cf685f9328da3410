import { describe, expect, it } from 'vitest';
import { formatPrices, readRates } from '../../../sidecar/cli/price-lines.ts';
import type { PriceRow } from '../../../sidecar/contract/prices.ts';

const rates = { input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 };
const builtIn: PriceRow = {
  ...{ id: 'claude-x', seenAs: ['claude-x'], requests: 2, source: 'built-in', rates, builtIn: rates },
  ...{ tiers: [{ aboveInputTokens: 200_000, ...rates }], published: { date: '2026-10-03', page: 'https://x' } },
};
const none: PriceRow = {
  ...builtIn,
  id: 'odd',
  source: 'none',
  rates: null,
  builtIn: null,
  tiers: [],
  published: null,
};

describe('headroom prices', () => {
  it('lists what was seen, and says what has no price', () => {
    const text = formatPrices([builtIn, none, { ...builtIn, id: 'other', requests: 0 }], false);
    expect(text.split('\n')).toEqual([
      'model     input  write 5m  write 1h  read  output  source',
      'claude-x      3      3.75         6   0.3      15  built in, 2026-10-03; more above 200000 input tokens',
      'odd           –         –         –     –       –  unpriced: not in the dollars',
      '1 more are known; --all lists them.',
      '',
    ]);
    expect(formatPrices([{ ...builtIn, requests: 0 }], true)).toContain('claude-x');
    expect(formatPrices([], false)).toContain('No model was seen yet');
  });

  it('reads rates, and says which is none', () => {
    const nothing = { input: undefined, output: undefined, cacheRead: undefined, cacheWrite5m: undefined };
    const typed = { ...nothing, cacheWrite1h: undefined };
    expect(readRates({ ...typed, input: '3', output: '15.5' })).toMatchObject({ input: 3, output: 15.5 });
    expect(() => readRates({ ...typed, input: '3' })).toThrow('--input and --output');
    expect(() => readRates({ ...typed, input: '3', output: '1', cacheRead: 'x' })).toThrow('--cache-read');
  });
});
