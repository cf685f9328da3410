import { describe, expect, it } from 'vitest';
import { sharedEnd, sharedLength } from '../../../sidecar/lib/shared-bytes.ts';

describe('sharedLength', () => {
  it('counts the bytes that are alike at the beginning, at every place of a difference', () => {
    const one = Buffer.alloc(150_000, 'a');
    for (const at of [0, 1, 15, 16, 255, 4096, 65_535, 65_536, 131_072, 149_999]) {
      const other = Buffer.from(one);
      other[at] = 0;
      expect(sharedLength(one, other)).toBe(at);
    }
    expect(sharedLength(one, one.subarray(0, 70_001))).toBe(70_001);
    expect(sharedLength(one, Buffer.alloc(0))).toBe(0);
  });
});

describe('sharedEnd', () => {
  it('counts the bytes that are alike at the end, behind what is alike at the beginning', () => {
    const one = Buffer.alloc(150_000, 'a');
    for (const at of [0, 15, 255, 65_535, 131_072, 149_998, 149_999]) {
      const other = Buffer.from(one);
      other[at] = 0;
      expect(sharedEnd(one, other, 0)).toBe(149_999 - at);
      expect(sharedEnd(one, Buffer.concat([Buffer.alloc(7), other]), 0)).toBe(149_999 - at);
    }
    expect(sharedEnd(one, one, 140_000)).toBe(10_000);
    expect(sharedEnd(one, one.subarray(0, 100), 100)).toBe(0);
  });
});
