import { expect, it } from 'vitest';
import { nameOptions } from '../../../../app/ui/options.ts';

it('gives each value its word, in the order of the values', () => {
  expect(nameOptions(['b', 'a'], { a: 'One', b: 'Two' })).toEqual([
    { value: 'b', word: 'Two' },
    { value: 'a', word: 'One' },
  ]);
});
