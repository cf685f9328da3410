import { expect, it } from 'vitest';
import { hasGutter, isTitle, kindOfLine } from '../../../../sidecar/engine/text/lines.ts';

it.each([
  ['', 'blank'],
  ['```ts', 'fence'],
  ['## Use', 'heading'],
  ['-----', 'rule'],
  ['- a thing', 'item'],
  ['12. a thing', 'item'],
  ['> said someone', 'quote'],
  ['$ make all', 'technical'],
  ['| a | b |', 'technical'],
  ['TypeError: x is not a function', 'technical'],
  ['    const a = 1', 'technical'],
  ['name      size      date', 'technical'],
  ['if (a) { return b[0]; }', 'technical'],
  ['Source: handbook', 'meta'],
  ['The tower (built 1846) has a lamp [1], which is lit; it is white.', 'prose'],
  ['max_size = 12', 'meta'],
])('takes "%s" for %s', (line, kind) => {
  expect(kindOfLine(line)).toBe(kind);
});

it('knows titles by their look', () => {
  expect(isTitle('The present tower')).toBe(true);
  expect(isTitle('It was built in 1846.')).toBe(false);
  expect(isTitle('and so on')).toBe(false);
});

it('knows numbered lines by their order', () => {
  expect(hasGutter(['  7→a', '  8→b', '  9→'])).toBe(true);
  expect(hasGutter(['7\ta', '9\tb'])).toBe(false);
  expect(hasGutter(['a', 'b'])).toBe(false);
});
