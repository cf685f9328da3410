import { expect, it } from 'vitest';
import { asCount, createUsageReader } from '../../../sidecar/dialects/usage.ts';

it('counts only non-negative finite numbers', () => {
  expect([5, 0, -1, Number.NaN, '7', null, undefined].map(asCount)).toEqual([5, 0, 0, 0, 0, 0, 0]);
});

it('does not read an answer beyond its limit, and says that it found nothing', () => {
  const reader = createUsageReader('application/json', ['"usage"'], () => true);
  for (let i = 0; i < 20; i++) reader.push(new Uint8Array(1024 * 1024));
  expect(reader.end()).toBeNull();
});
