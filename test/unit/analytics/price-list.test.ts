import { describe, expect, it } from 'vitest';
import { createPriceList } from '../../../sidecar/analytics/price-list.ts';

const usage = { fresh: 1_000_000, write5m: 0, write1h: 0, read: 0, output: 0 };

describe('createPriceList', () => {
  it('prices a shipped model, and invents none', () => {
    const { costUsd, messages } = createPriceList(null);
    expect(costUsd('claude-opus-4-5', usage)).toBe(5);
    expect(costUsd('nobody-knows-1', usage)).toBeNull();
    expect(messages).toEqual([]);
  });

  it('lays the user’s own prices over them', () => {
    const own = { models: [{ id: 'nobody-knows-1', input: 7, output: 9 }] };
    expect(createPriceList(JSON.stringify(own)).costUsd('nobody-knows-1', usage)).toBe(7);
    expect(createPriceList('{').messages).toHaveLength(1);
  });
});
