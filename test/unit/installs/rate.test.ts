import { expect, it } from 'vitest';
import { createRate } from '../../../sidecar/installs/rate.ts';

it('tells rate and rest over the last seconds, and nothing as long as it does not know', () => {
  let now = 0;
  const measure = createRate(10_000, () => now);
  expect(measure(0)).toEqual({ bytesPerSecond: null, etaSeconds: null });
  now = 100;
  expect(measure(500).bytesPerSecond).toBeNull();
  now = 1000;
  expect(measure(1000)).toEqual({ bytesPerSecond: 1000, etaSeconds: 9 });
  // It becomes faster: what was long ago no longer counts.
  for (now = 2000; now <= 20_000; now += 1000) measure(1000 + (now - 2000) / 4);
  expect(measure(6000).bytesPerSecond).toBeLessThan(400);
});

it('tells nothing of a download that stands', () => {
  let now = 0;
  const measure = createRate(100, () => now);
  measure(50);
  now = 3000;
  expect(measure(50)).toEqual({ bytesPerSecond: null, etaSeconds: null });
});
