import { expect, it } from 'vitest';
import { release } from '../../../sidecar/lib/release.ts';

it('empties bytes that are all of their buffer', () => {
  const bytes = Buffer.alloc(64 * 1024, 1);
  release(bytes);
  expect([bytes.length, bytes.buffer.byteLength]).toEqual([0, 0]);
});

it('leaves alone what others may hold a part of, what is small, and shared memory', () => {
  const whole = Buffer.alloc(64 * 1024, 1);
  release(whole.subarray(0, 32 * 1024));
  release(whole.subarray(1));
  expect(whole.every((byte) => byte === 1)).toBe(true);
  const small = Buffer.from(new ArrayBuffer(100));
  release(small);
  const shared = new Uint8Array(new SharedArrayBuffer(64 * 1024));
  release(shared);
  expect([small.length, shared.length]).toEqual([100, 64 * 1024]);
});
