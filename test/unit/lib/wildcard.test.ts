import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesWildcard } from '../../../sidecar/lib/wildcard.ts';

describe('matchesWildcard', () => {
  it('says the same as a regular expression', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 }).map((all) => all.join(''));
    const pattern = fc.array(fc.constantFrom('a', 'b', '.', '*'), { maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, letters, (wanted, text) => {
        const same = new RegExp(`^${wanted.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(matchesWildcard(wanted, text)).toBe(same.test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not take for ever', () => {
    expect(matchesWildcard('*a*a*a*a*a*b', 'a'.repeat(20_000))).toBe(false);
  });
});
