import { expect, it } from 'vitest';
import { ECHO, readNumbered } from '../../../sidecar/engine/numbered.ts';

it.each([
  ['cat -n', '     9\ta\n    10\t  b'],
  ['an arrow', '     9→a\n    10→  b'],
  ['a colon', '9:a\n10:  b'],
])('reads numbers in front of the lines: %s', (_, text) => {
  expect(readNumbered(text)).toMatchObject({ isNumbered: true, labels: [9, 10], contents: ['a', '  b'] });
});

it('leaves lines of the tool itself without a label', () => {
  const window =
    '[File: /src/a.py (90 lines total)]\n(40 more lines above)\n41:def f():\n42:    pass\n43:\n44:x = 1\n45:y = 2';
  expect(readNumbered(window)).toMatchObject({ isNumbered: true, labels: [null, null, 41, 42, 43, 44, 45] });
});

it.each([
  ['text', 'one\ntwo'],
  ['times', '12:00:01 a\n12:00:02 b\n12:00:03 c'],
  ['few numbers', 'a\nb\nc\n4:d'],
  ['nothing', ''],
])('names the lines of everything else by their place: %s', (_, text) => {
  const lines = text.split('\n');
  expect(readNumbered(text)).toEqual({
    lines,
    contents: lines,
    labels: lines.map((_line, at) => at + 1),
    isNumbered: false,
    places: null,
  });
});

it('knows where lines stand in their file when it is told', () => {
  expect(readNumbered('a\nb', 12)).toMatchObject({ labels: [1, 2], places: [12, 13] });
  expect(readNumbered('a\nb\n', 12)).toMatchObject({ labels: [1, 2, 3], places: [12, 13, null] });
});

it('reads several pieces of one file when it may', () => {
  const pieces = 'would be:\n4:a\n5:b\n6:c\nis:\n4:a\n5:x\n6:c';
  expect(readNumbered(pieces).isNumbered).toBe(false);
  expect(readNumbered(pieces, null, ECHO)).toMatchObject({ isNumbered: true, labels: [null, 4, 5, 6, null, 4, 5, 6] });
});
