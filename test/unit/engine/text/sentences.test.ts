import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitSentences } from '../../../../sidecar/engine/text/sentences.ts';

const split = (text: string): string[] =>
  splitSentences(text, { from: 0, to: text.length }).map(({ from, to }) => text.slice(from, to));

it.each([
  ['plain ends', 'One went. Two stayed! Did three?', ['One went.', 'Two stayed!', 'Did three?']],
  ['abbreviations', 'Dr. A. Bell saw it, e.g. Monday. It fell.', ['Dr. A. Bell saw it, e.g. Monday.', 'It fell.']],
  ['versions and decimals', 'Use v1.2. It needs 3.5 GB.', ['Use v1.2.', 'It needs 3.5 GB.']],
  [
    'quotes and notes',
    'He said "no."[12] Then he left.[citation needed] Ok.',
    ['He said "no."[12]', 'Then he left.[citation needed]', 'Ok.'],
  ],
  ['a small letter behind a stop', 'The file foo. bar is old. New one.', ['The file foo. bar is old.', 'New one.']],
  ['wrapped lines', 'One is\nhere. Two is\nthere.', ['One is\nhere.', 'Two is\nthere.']],
  ['ideographs', '塔は高い。「そうか。」海は青い！', ['塔は高い。', '「そうか。」', '海は青い！']],
  ['no end at all', ' words without an end ', ['words without an end']],
])('splits at ends of sentences: %s', (_, text, expected) => {
  expect(split(text)).toEqual(expected);
});

it('loses nothing but space between sentences', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Word', 'e.g.', '. ', '! ', '?"', '[1]', '。', ' x', '\n', '...')),
      (pieces) => {
        const text = pieces.join('');
        expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});
