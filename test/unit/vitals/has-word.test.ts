import { expect, it } from 'vitest';
import { hasWord } from '../../../sidecar/vitals/has-word.ts';

it('finds whole words, as names of packages are delimited', () => {
  expect(hasWord('a vitest-x b', 'vitest')).toBe(false);
  expect(hasWord('@scope/vitest', 'scope/vitest')).toBe(false);
  expect(hasWord('a vitest-x "vitest/config" b', 'vitest')).toBe(true);
});
