import { expect, it } from 'vitest';
import {
  describePrice,
  findNameFault,
  findPriceChange,
  listOtherNames,
  readTyped,
  splitPrices,
  toTyped,
} from '../../../../../app/pages/settings/price-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { PriceRow } from '../../../../../sidecar/contract/prices.ts';

const formats = createFormats('en-GB');
const rates = { input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 };
const row: PriceRow = {
  ...{ id: 'a', seenAs: ['a', 'x/a'], requests: 1200, source: 'built-in', rates, builtIn: rates },
  ...{ tiers: [{ aboveInputTokens: 200_000, ...rates }], published: { date: '2026-10-03', page: 'https://x' } },
};

it('says where a price comes from', () => {
  expect(describePrice(row, formats)).toBe(
    'Built in, as of 3 Oct 2026 · more above 200k tokens of input · 1,200 requests',
  );
  const own: PriceRow = { ...row, source: 'own', tiers: [], published: null, requests: 1 };
  expect(describePrice(own, formats)).toBe('Your own price · 1 request');
  expect(describePrice({ ...own, source: 'none', requests: 0 }, formats)).toBe('Unpriced: not in any dollars');
  expect([listOtherNames(row), listOtherNames({ ...row, seenAs: ['a'] })]).toEqual(['x/a', '']);
});

it('puts what was used, and one’s own, apart from all others', () => {
  const own: PriceRow = { ...row, requests: 0, source: 'own' };
  const other: PriceRow = { ...row, requests: 0 };
  expect(splitPrices([row, own, other])).toEqual({ near: [row, own], far: [other] });
});

it('reads what is typed, with a comma as well, and says what is none', () => {
  expect(readTyped(toTyped(rates))).toEqual({ rates });
  const empty = toTyped(null);
  expect(readTyped({ ...empty, input: ' 0,5 ', output: '2' })).toEqual({ rates: { input: 0.5, output: 2 } });
  expect(readTyped({ ...empty, input: 'x', cacheRead: '?' })).toEqual({
    faults: { input: 'It must be a number.', output: 'It must be given.', cacheRead: 'It must be a number.' },
  });
});

it('takes only a name that is not in the list', () => {
  expect([findNameFault('', [row]), findNameFault('b', [row])]).toEqual(['It must be given.', undefined]);
  expect([findNameFault('a', [row]), findNameFault('x/a', [row])]).toEqual(
    Array(2).fill('It stands in the list already: change its price there.'),
  );
});

it('finds what a change has changed, and what brings back the one before', () => {
  const own: PriceRow = { ...row, source: 'own' };
  const dearer: PriceRow = { ...own, rates: { ...rates, input: 4 } };
  expect(findPriceChange([row], [row, { ...own, id: 'b' }])).toEqual({ id: 'b', before: null });
  expect(findPriceChange([row], [own])).toEqual({ id: 'a', before: null });
  expect(findPriceChange([own], [dearer])).toEqual({ id: 'a', before: rates });
  expect(findPriceChange([own, { ...row, id: 'c' }], [own, { ...row, id: 'c' }])).toBeNull();
});
