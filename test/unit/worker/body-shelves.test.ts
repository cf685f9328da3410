import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyShelves } from '../../../sidecar/worker/body-shelves.ts';

const KB = 1000;
/** Bytes that differ from place to place and from talk to talk. */
const talks = [0, 1, 2, 3].map((which) =>
  Buffer.from(Array.from({ length: 30_000 }, (_, n) => `${which} ${n * 7919}`.padEnd(12)).join('')),
);
const talk = (which: number, length: number): Buffer => talks[which]!.subarray(0, length);

describe('BodyShelves', () => {
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
        const [sender, receiver] = [new BodyShelves(400 * KB), new BodyShelves()];
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
    const shelves = new BodyShelves();
    const [talked, tools] = [talk(1, 200 * KB), talk(2, 100 * KB)];
    expect(shelves.pack(Buffer.concat([talked, tools])).tail).toHaveLength(300 * KB);
    const next = shelves.pack(Buffer.concat([talked, Buffer.from('a new turn'), tools]));
    expect(next.tail.length).toBeLessThan(20);
    const shorter = shelves.pack(Buffer.concat([talked.subarray(0, 150 * KB), tools]));
    expect(shorter.tail.length).toBeLessThan(20);
    expect([next.carried.into, shorter.carried.into]).toEqual([next.carried.from, next.carried.from]);
  });

  it('keeps several conversations that take turns', () => {
    const shelves = new BodyShelves();
    for (const which of [1, 2, 3]) shelves.pack(talk(which, 100 * KB));
    for (const which of [3, 1, 2]) expect(shelves.pack(talk(which, 110 * KB)).tail).toHaveLength(10 * KB);
  });

  it('refuses a body that goes on from one that is not there, instead of making another one', () => {
    const [sender, receiver] = [new BodyShelves(), new BodyShelves()];
    const first = sender.pack(talk(1, 100 * KB));
    const lost = sender.pack(Buffer.concat([talk(1, 60 * KB), Buffer.from('x'), talk(2, 40 * KB)]));
    const third = sender.pack(Buffer.concat([talk(1, 60 * KB), Buffer.from('xy'), talk(2, 40 * KB)]));
    expect(() => receiver.unpack(third.carried, third.tail)).toThrow(RangeError);
    receiver.unpack(first.carried, first.tail);
    expect(lost.carried.into).toBe(first.carried.into);
    expect(() => receiver.unpack(third.carried, third.tail)).toThrow(RangeError);
  });
});
