import { expect, it } from 'vitest';
import { targetRow } from '../../../../app/ui/target-row.ts';

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 9, 8],
  ['ArrowUp', 0, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['a', 5, null],
])('%s on row %i of ten leads to %s', (key, at, target) => {
  expect(targetRow(key, at, 10)).toBe(target);
});
