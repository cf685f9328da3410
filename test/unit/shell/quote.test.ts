import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteLine } from '../../../sidecar/shell/quote.ts';

describe('quoteLine', () => {
  it('leaves plain words plain', () => {
    expect(quoteLine(['git', 'log', '--oneline', '-n20', 'a/b.ts'])).toBe('git log --oneline -n20 a/b.ts');
    expect(quoteLine(['echo', 'two words', "it's", ''])).toBe(`echo 'two words' 'it'\\''s' ''`);
  });

  it.skipIf(process.platform === 'win32')('is read back by a shell as the same words', () => {
    const words = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, (argv) => {
        const told = execFileSync('sh', ['-c', `printf '%s\\0' ${quoteLine(argv)}`], { encoding: 'utf8' });
        expect(told.split('\0').slice(0, -1)).toEqual(argv);
      }),
      { numRuns: 40 },
    );
  });
});
