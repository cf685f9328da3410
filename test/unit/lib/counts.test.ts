import { expect, it } from 'vitest';
import { formatCount } from '../../../sidecar/lib/counts.ts';

it('knows one from many', () => {
  expect([0, 1, 2, 1234].map((count) => formatCount(count, 'request'))).toEqual([
    '0 requests',
    '1 request',
    '2 requests',
    '1,234 requests',
  ]);
  expect([1, 2].map((count) => formatCount(count, 'copy', 'copies'))).toEqual(['1 copy', '2 copies']);
});
