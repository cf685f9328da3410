import { describe, expect, it } from 'vitest';
import { isWorth, netGain } from '../../../sidecar/engine/net-gain.ts';

describe('netGain', () => {
  it('spares a write and every later read of what is removed, when nothing is left to break', () => {
    expect(netGain({ removed: 1000, behind: 50_000, turns: 1, alive: 0 })).toBeCloseTo(1250);
    expect(netGain({ removed: 1000, behind: 50_000, turns: 11, alive: 0 })).toBeCloseTo(2250);
  });

  it('pays for writing again what could have been read, by the chance that it could', () => {
    const warm = netGain({ removed: 1000, behind: 9000, turns: 1, alive: 1 });
    expect(warm).toBeCloseTo(1250 - 1.15 * 10_000);
    expect(netGain({ removed: 1000, behind: 9000, turns: 1, alive: 0.5 })).toBeCloseTo(1250 - 0.5 * 1.15 * 10_000);
  });

  it('is what two bills differ by, request by request', () => {
    const [removed, behind, before] = [4000, 20_000, 30_000];
    for (const turns of [1, 2, 7, 40]) {
      const kept = 0.1 * (before + removed + behind) * turns;
      const changed = 0.1 * before + 1.25 * behind + 0.1 * (before + behind) * (turns - 1);
      // Of a warm prefix the removed text itself is not written again, so that its write is spared in thought only.
      expect(netGain({ removed, behind, turns, alive: 1 })).toBeCloseTo(kept - changed, 6);
    }
  });

  it('follows the rates of the provider', () => {
    const change = { removed: 100, behind: 1000, turns: 5, alive: 1 };
    expect(netGain(change, { write: 1, read: 0.5 })).toBeGreaterThan(netGain(change));
  });
});

describe('isWorth', () => {
  it('is careful with what is warm and with small gains', () => {
    expect(isWorth({ removed: 5000, behind: 20_000, turns: 1, alive: 0 })).toBe(true);
    expect(isWorth({ removed: 200, behind: 20_000, turns: 1, alive: 0 })).toBe(false);
    expect(isWorth({ removed: 5000, behind: 20_000, turns: 10, alive: 1 })).toBe(false);
    expect(isWorth({ removed: 50_000, behind: 20_000, turns: 60, alive: 1 })).toBe(true);
    expect(isWorth({ removed: 0, behind: 0, turns: 10, alive: 0 })).toBe(false);
  });
});
