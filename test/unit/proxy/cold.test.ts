import { expect, it } from 'vitest';
import { beginEpoch, isCold } from '../../../sidecar/proxy/cold.ts';
import { createMemories, type Remembered } from '../../../sidecar/proxy/memory.ts';

const minute = 60_000;

function make(over: Partial<Remembered> = {}): Remembered {
  const memories = createMemories({ memories: () => Promise.resolve(new Map()), remember: () => {} });
  return Object.assign(memories.get('c'), over);
}

it('is cold only when the longest life that was asked for is over, with a margin', () => {
  const asked = (ttlMs: number | null, idleMs: number, cache: 'breakpoints' | 'automatic' = 'breakpoints') =>
    isCold(make({ ttlMs, usedAt: 1000 }), cache, 1000 + idleMs);
  expect([asked(5 * minute, 5.9 * minute), asked(5 * minute, 6.1 * minute)]).toEqual([false, true]);
  expect([asked(60 * minute, 71 * minute), asked(60 * minute, 73 * minute)]).toEqual([false, true]);
  expect([asked(null, 71 * minute), asked(null, 73 * minute)]).toEqual([false, true]);
  expect([asked(5 * minute, 24 * 60 * minute, 'automatic'), asked(null, 30 * 60 * minute, 'automatic')]).toEqual([
    false,
    true,
  ]);
});

it('is warm when nobody knows, and when the clock was set back', () => {
  expect(isCold(make({ usedAt: null }), 'breakpoints', 1e12)).toBe(false);
  expect(isCold(make({ usedAt: 1e12 }), 'breakpoints', 5)).toBe(false);
});

it('begins anew without pins, unless something was refused', () => {
  const memory = make({ edited: { at: 0, model: 'm' } });
  memory.pinned.add('a');
  beginEpoch(memory);
  expect([memory.epoch, memory.edited, memory.pinned.size]).toEqual([1, null, 0]);
  memory.suspended.add('json');
  memory.pinned.add('b');
  beginEpoch(memory);
  expect([memory.epoch, memory.pinned.size]).toEqual([2, 1]);
});
