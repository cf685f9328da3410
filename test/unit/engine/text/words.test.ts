import { expect, it } from 'vitest';
import { stem, Words } from '../../../../sidecar/engine/text/words.ts';

it.each([
  ['assassinated', 'assassination'],
  ['computing', 'computational'],
  ['cities', 'city'],
  ['tempête', 'tempete'],
  ['run', 'run'],
])('gives %s and %s the same stem', (one, other) => {
  expect(stem(one)).toBe(stem(other));
});

it('keeps different words and numbers apart', () => {
  expect(stem('lamp')).not.toBe(stem('lamb'));
  expect(stem('1743')).toBe('1743');
});

it('leaves words without meaning out, but not names that look like them', () => {
  const words = new Words();
  expect(words.read('what is it that we have')).toEqual([]);
  expect(words.read('The US and the IT department').map((word) => words.spellings[word])).toEqual([
    'US',
    'IT',
    'department',
  ]);
});

it('reads scripts without spaces in pairs', () => {
  const words = new Words();
  expect(words.read('最初の灯台').map((word) => words.spellings[word])).toEqual(['最初', '初の', 'の灯', '灯台']);
});
