import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeFrame, FrameReader } from '../../../sidecar/lib/frames.ts';

it('gives back every frame, however the bytes are cut', () => {
  const frame = fc.record({ head: fc.jsonValue(), tail: fc.uint8Array({ maxLength: 50 }) });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (frames, size) => {
      const stream = Buffer.concat(frames.flatMap(({ head, tail }) => encodeFrame(head, tail)));
      const seen: { head: unknown; tail: number[] }[] = [];
      const reader = new FrameReader(({ head, tail }) => seen.push({ head, tail: [...tail] }));
      for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
      expect(seen).toEqual(
        frames.map(({ head, tail }) => ({ head: JSON.parse(JSON.stringify(head)), tail: [...tail] })),
      );
    }),
  );
});
