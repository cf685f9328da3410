import { describe, expect, it } from 'vitest';
import { correct } from '../../../sidecar/analytics/shift.ts';

describe('correct', () => {
  const original = { at: 5, usedAt: 100 };

  it('believes the prediction while the provider does', () => {
    expect(correct(original, { at: 3, usedAt: 100 }, 3)).toBe(5);
  });

  it('lets both streams miss what the provider evicted, and both read what others wrote', () => {
    expect(correct(original, { at: 3, usedAt: 100 }, 1)).toBe(1);
    expect(correct(original, { at: 3, usedAt: 100 }, 7)).toBe(7);
  });

  it('keeps an original entry that was used after the sent one: its loss is not proven', () => {
    expect(correct(original, { at: 3, usedAt: 50 }, 1)).toBe(5);
  });
});
