import { expect, it } from 'vitest';
import { placesOf } from '../../../../sidecar/engine/log/trace-places.ts';

it.each([
  ['Thread 1:\n  File "/w/worker.py", line 88 in loop\n  File "/w/run.py", line 7 in go', '88,7'],
  ['panic: nil\n\t/w/server.go:77 +0x1c', '77'],
  ['    at com.acme.Cart.lock(Cart.java:44)', '44'],
  ['boom\n   at Shop.Cart.Add() in /w/Cart.cs:line 12', '12'],
  ['    at getUser (/w/src/user.ts:14:22)', '14'],
])('tells where the calls of %j stand', (record, places) => {
  expect(placesOf(record)).toBe(places);
});

it.each(['GET /orders/7 took 12 ms', 'see Cart.java:44', '  took 12 ms', 'first\nsee Cart.java:44', ''])(
  'finds none in %j',
  (record) => {
    expect(placesOf(record)).toBe('');
  },
);
