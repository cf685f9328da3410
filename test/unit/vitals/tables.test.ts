import { expect, it } from 'vitest';
import { tableOf, textOf } from '../../../sidecar/vitals/tables.ts';

it('reads what is not known to be there', () => {
  expect([{ a: 1 }, [1], null, 'x', undefined].map(tableOf)).toEqual([{ a: 1 }, {}, {}, {}, {}]);
  expect(['x', 1, null].map(textOf)).toEqual(['x', null, null]);
});
