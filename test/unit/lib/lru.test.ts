import { expect, it } from 'vitest';
import { Lru } from '../../../sidecar/lib/lru.ts';

it('forgets what was used longest ago when the weights exceed the capacity', () => {
  const lru = new Lru<string, string>(6, (value) => value.length);
  lru.set('a', 'xx');
  lru.set('b', 'xx');
  lru.set('c', 'xx');
  lru.get('a');
  lru.set('d', 'xx');
  expect([lru.get('a'), lru.get('b'), lru.get('c'), lru.get('d')]).toEqual(['xx', undefined, 'xx', 'xx']);
});

it('does not keep a value that is heavier than everything it may hold', () => {
  const lru = new Lru<string, string>(3, (value) => value.length);
  lru.set('small', 'x');
  lru.set('huge', 'xxxxx');
  expect([lru.get('huge'), lru.get('small'), lru.size]).toEqual([undefined, 'x', 1]);
});
