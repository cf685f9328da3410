import fc from 'fast-check';
import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { expect, it } from 'vitest';
import { makeText, readCorpus } from '../../../scripts/fuzz/texts.ts';
import { endOfPiece } from '../../../sidecar/engine/pieces.ts';

const byPattern = (text: string) => [...text.matchAll(O200K_TOKEN_SPLIT_REGEX)].map(({ 0: piece }) => piece);

/** The pieces by the quick way, and how many of them the pattern had to tell. */
function cut(text: string): { pieces: string[]; asked: number } {
  const split = new RegExp(O200K_TOKEN_SPLIT_REGEX.source, O200K_TOKEN_SPLIT_REGEX.flags);
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  const pieces: string[] = [];
  let asked = 0;
  for (let from = 0; from < text.length; ) {
    let to = endOfPiece(units, from, text.length);
    if (to < 0) {
      asked++;
      split.lastIndex = from;
      split.test(text);
      to = split.lastIndex;
    }
    pieces.push(text.slice(from, to));
    from = to;
  }
  return { pieces, asked };
}

const tricky = fc.constantFrom(
  ...`aZ09 \t\n\r\v\f/'"(.,;_-é²İ漢\u00a0\u0301\0\u007f`,
  "'s",
  "'LL",
  "'Ve",
  "'x",
  '\r\n',
  '  ',
  '//',
  'ſ',
);

it('cuts every text as the pattern does', () => {
  const text = fc.array(fc.oneof({ weight: 4, arbitrary: tricky }, fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (parts) => {
      expect(cut(parts.join('')).pieces).toEqual(byPattern(parts.join('')));
    }),
    { numRuns: 5000 },
  );
});

it('cuts what tools print as the pattern does, and asks it for nothing in plain ASCII', () => {
  const corpus = readCorpus();
  for (let number = 0; number < 150; number++) {
    const text = makeText(number, corpus).slice(0, 20_000);
    expect(cut(text).pieces).toEqual(byPattern(text));
  }
  expect(cut("it's PLAIN text:\n\tx1 = 2345; // and   more  \n").asked).toBe(0);
});
