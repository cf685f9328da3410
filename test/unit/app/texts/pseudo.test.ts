import { expect, it } from 'vitest';
import { english } from '../../../../app/texts/english/index.ts';
import { makePseudo, makePseudoSentence } from '../../../../app/texts/pseudo.ts';
import { createFormats } from '../../../../app/ui/format.ts';

it('makes a sentence longer by a third, in brackets and with accents', () => {
  const made = makePseudoSentence('Nothing was billed today');
  expect(made).toMatch(/^⟦Ñöţhïñg wáš bïłłéd ţödáý .*⟧$/);
  expect(made.length).toBe(Math.ceil(24 * 1.35) + 2);
});

it('leaves commands and the goals of links alone, and what has no letters', () => {
  expect(makePseudoSentence('Run `headroom demo`, or [go](#/clients).')).toMatch(
    /^⟦Rüñ `headroom demo`, ör \[gö\]\(#\/clients\)\..*⟧$/,
  );
  expect(makePseudoSentence('')).toBe('');
  expect(makePseudoSentence('– 3')).toBe('– 3');
});

it('changes texts, lists of them, and what functions give back', () => {
  const made = makePseudo(english);
  expect(made.shell.pages).toMatch(/^⟦.*⟧$/);
  expect(made.welcome.what.promises.every((promise) => promise.startsWith('⟦'))).toBe(true);
  expect(made.words.requestCount(2, createFormats('en-GB'))).toMatch(/^⟦2 réqüéšţš .*⟧$/);
});
