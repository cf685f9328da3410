import { describe, expect, it } from 'vitest';
import { compareHoldout } from '../../../sidecar/analytics/evidence.ts';

const sums = (costs: readonly number[]) => ({
  conversations: costs.length,
  usd: costs.reduce((sum, cost) => sum + cost, 0),
  usdSquared: costs.reduce((sum, cost) => sum + cost * cost, 0),
});

describe('compareHoldout', () => {
  it('gives both means with a range, and what was saved with one', () => {
    const { treated, heldOut, savedPerConversation } = compareHoldout(sums([1, 2, 3]), sums([2, 4, 6, 8]));
    expect(treated).toMatchObject({ conversations: 3, meanUsd: 2 });
    expect(treated.highUsd).toBeCloseTo(2 + 1.96 * Math.sqrt(1 / 3));
    expect(heldOut).toMatchObject({ conversations: 4, meanUsd: 5 });
    expect(savedPerConversation?.meanUsd).toBeCloseTo(3);
    expect(savedPerConversation?.lowUsd).toBeCloseTo(3 - 1.96 * Math.sqrt(1 / 3 + 20 / 3 / 4));
  });

  it('can say that we cost money', () => {
    expect(compareHoldout(sums([5, 5, 5]), sums([1, 1, 1])).savedPerConversation).toMatchObject({
      meanUsd: -4,
      highUsd: -4,
    });
  });

  it('says nothing of too few', () => {
    const none = compareHoldout(sums([1, 2]), sums([]));
    expect(none.savedPerConversation).toBeNull();
    expect(none.heldOut).toEqual({ conversations: 0, meanUsd: null, lowUsd: null, highUsd: null });
    expect(compareHoldout(sums([1, 2]), sums([3])).heldOut).toMatchObject({ meanUsd: 3, lowUsd: null });
  });
});
