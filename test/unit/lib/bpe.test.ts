import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { expect, it } from 'vitest';
import { parseVocabulary } from '../../../sidecar/lib/bpe.ts';

const file = readFileSync(fileURLToPath(import.meta.resolve('gpt-tokenizer/data/o200k_base.tiktoken')));
const o200k = parseVocabulary(file, { split: O200K_TOKEN_SPLIT_REGEX, endOfPiece: () => -1 });
const reference = (text: string) => countTokens(text, { disallowedSpecial: new Set() });

it('counts as the reference implementation does, on any text', () => {
  const word = fc.constantFrom(
    ' the',
    'Headroom',
    '_id',
    '\n\n  ',
    '0123456',
    'ß',
    '漢字',
    '🙂',
    '\t',
    '"a":',
    '<|endoftext|>',
    '\r\n',
    "don't",
  );
  const text = fc
    .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (sample) => {
      expect(o200k.count(sample)).toBe(reference(sample));
    }),
    { numRuns: 500 },
  );
});

it('counts a text the same when others were counted between, and one that is longer than most', () => {
  const texts = [
    'the same word again, again',
    'größer als 漢字',
    'x'.repeat(70_000),
    'ab cd\n'.repeat(20_000),
    '\ud800 lone',
  ];
  const first = texts.map((text) => o200k.count(text));
  expect(texts.toReversed().map((text) => o200k.count(text))).toEqual(first.toReversed());
  expect(first[3]).toBe(reference(texts[3]!));
});

it('stays within two tokens in a thousand where a long run is cut', () => {
  for (const run of ['a', '-', ' ', '漢', '🙂', '\n/', ' \u00a0', '\udc00', '!🙂', '🙂!']) {
    const sample = run.repeat(3000);
    expect(Math.abs(o200k.count(sample) - reference(sample))).toBeLessThanOrEqual(8);
  }
});

it('refuses a table whose ranks have a gap', () => {
  expect(() =>
    parseVocabulary(new TextEncoder().encode('IQ== 0\nIg== 2\n'), { split: /./gu, endOfPiece: () => -1 }),
  ).toThrow(/out of order/);
});
