import { describe, expect, it } from 'vitest';
import { Calibration } from '../../../sidecar/analytics/calibration.ts';

describe('calibration', () => {
  it('knows nothing at first, and says how unsure it is', () => {
    expect(new Calibration().read('m')).toEqual({ ratio: 1, spread: 0.3 });
  });

  it('weighs requests by their size, and prefers what turns added', () => {
    const calibration = new Calibration();
    calibration.learn('m', 'whole', [9000, 10_000]);
    expect(calibration.read('m')).toEqual({ ratio: 0.9, spread: 0.1 });
    for (const tokens of [1000, 2000, 5000]) calibration.learn('m', 'added', [tokens * 1.2, tokens]);
    expect(calibration.read('m').ratio).toBeCloseTo(1.2, 12);
    expect(calibration.read('other').ratio).toBe(1);
  });

  it('is surer the more requests agree, and unsure when they do not', () => {
    const agreeing = new Calibration();
    const scattered = new Calibration();
    for (let at = 0; at < 20; at++) {
      agreeing.learn('m', 'added', [1100, 1000]);
      scattered.learn('m', 'added', [at % 2 === 0 ? 700 : 1500, 1000]);
    }
    expect(agreeing.read('m').spread).toBe(0.02);
    expect(scattered.read('m').spread).toBeCloseTo(0.36, 2);
  });

  it('learns nothing from small or uncountable requests', () => {
    const calibration = new Calibration();
    const bad = [
      [150, 100],
      [40_000, 1000],
      [100, 1000],
      [-5, 1000],
      [1000, 0],
    ] as const;
    for (const pair of bad) expect(calibration.learn('m', 'added', pair)).toBeNull();
  });

  it('forgets the oldest', () => {
    const calibration = new Calibration();
    for (let at = 0; at < 64; at++) calibration.learn('m', 'added', [2000, 1000]);
    for (let at = 0; at < 64; at++) calibration.learn('m', 'added', [1000, 1000]);
    expect(calibration.read('m').ratio).toBe(1);
  });

  it('survives a restart, and other text', () => {
    const before = new Calibration();
    before.learn('m', 'added', [1200, 1000]);
    const state = before.learn('m', 'whole', [1300, 1000]) ?? '';
    const after = new Calibration();
    after.restore('m', state);
    expect(after.read('m')).toEqual(before.read('m'));
    for (const odd of ['7', 'null', '[]', '{"added":[[1],["a",2],[0,0],null],"whole":3}']) {
      after.restore('n', odd);
      expect(after.read('n').ratio).toBe(1);
    }
  });
});
