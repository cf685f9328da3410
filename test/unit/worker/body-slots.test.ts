import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodySlots } from '../../../sidecar/worker/body-slots.ts';

const KB = 1000;
/** Bytes that differ from place to place and from talk to talk. */
const talks = [0, 1, 2, 3].map((which) =>
  Buffer.from(Array.from({ length: 30_000 }, (_, n) => `${which} ${n * 7919}`.padEnd(12)).join('')),
);
const talk = (which: number, length: number): Buffer => talks[which]!.subarray(0, length);

describe('BodySlots', () => {
  it('brings every body whole to the other end, whatever came before', () => {
    const step = fc.record({
      which: fc.nat(3),
      length: fc.constantFrom(0, 10, 40 * KB, 90 * KB, 150 * KB, 340 * KB),
      middle: fc.constantFrom('', 'x', 'something else in the middle of it'.repeat(200)),
      at: fc.nat(150 * KB),
      cut: fc.constantFrom(0, 1, 20 * KB),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const [sender, receiver] = [new BodySlots(400 * KB), new BodySlots()];
        for (const { which, length, middle, at, cut } of steps) {
          const base = talk(which, length);
          const body = Buffer.concat([base.subarray(0, at), Buffer.from(middle), base.subarray(at + cut)]);
          const { carried, tail } = sender.pack(body);
          // What came through a pipe lies in memory of its own.
          expect(Buffer.compare(receiver.unpack(carried, Buffer.from(tail)), body)).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lets only what differs travel, also of a body that goes on in its middle', () => {
    const slots = new BodySlots();
    const [talked, tools] = [talk(1, 200 * KB), talk(2, 100 * KB)];
    expect(slots.pack(Buffer.concat([talked, tools])).tail).toHaveLength(300 * KB);
    const next = slots.pack(Buffer.concat([talked, Buffer.from('a new turn'), tools]));
    expect(next.tail.length).toBeLessThan(20);
    const shorter = slots.pack(Buffer.concat([talked.subarray(0, 150 * KB), tools]));
    expect(shorter.tail.length).toBeLessThan(20);
    expect([next.carried.into, shorter.carried.into]).toEqual([next.carried.from, next.carried.from]);
  });

  it('keeps several conversations that take turns', () => {
    const slots = new BodySlots();
    for (const which of [1, 2, 3]) slots.pack(talk(which, 100 * KB));
    for (const which of [3, 1, 2]) expect(slots.pack(talk(which, 110 * KB)).tail).toHaveLength(10 * KB);
  });

  it('refuses what refers to a body that it does not have', () => {
    const carried = { from: 2, prefix: 10, suffix: 0, into: -1 };
    expect(() => new BodySlots().unpack(carried, Buffer.from('x'))).toThrow(RangeError);
  });
});
