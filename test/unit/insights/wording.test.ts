import { describe, expect, it } from 'vitest';
import { formatCount, formatPlace, formatSpan, formatTokens, formatUsd } from '../../../sidecar/insights/wording.ts';

describe('figures', () => {
  it('are short and keep what matters', () => {
    expect([950, 12_345, 2_345_678].map(formatTokens)).toEqual(['950 tokens', '12 k tokens', '2.3 M tokens']);
    expect([0.0042, 12.345].map(formatUsd)).toEqual(['$0.0042', '$12.35']);
    expect([1, 1200].map((count) => formatCount(count, 'file'))).toEqual(['1 file', '1,200 files']);
    expect([12 * 60_000, 125 * 60_000].map(formatSpan)).toEqual(['12 min', '2 h 5 min']);
  });

  it('name a place as far as it is known', () => {
    expect(formatPlace({ client: '', project: '', at: 0 })).toBe('unknown client, 1970-01-01 00:00');
    expect(formatPlace({ client: 'codex', project: 'shop', at: 0 })).toBe('codex, shop, 1970-01-01 00:00');
  });
});
