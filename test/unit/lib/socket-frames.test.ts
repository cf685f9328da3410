import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTextFrame, Opcode, type SocketFrame, SocketFrameReader } from '../../../sidecar/lib/socket-frames.ts';

const MASK = Uint8Array.of(1, 2, 3, 4);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A frame with every part chosen. */
function frame(first: number, payload: Uint8Array, isMasked = true): Buffer {
  const whole = Buffer.from(encodeTextFrame(payload, isMasked ? MASK : null));
  whole[0] = first;
  return whole;
}

const open = (isMasked = true, limit = 1 << 20) => new SocketFrameReader({ limit, isMasked });
const describeFrame = ({ opcode, isFinal, payload }: SocketFrame) => [
  opcode,
  isFinal,
  Buffer.from(payload()).toString(),
];

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])('a text of %d bytes comes back, masked or not', (length) => {
  const text = Uint8Array.from({ length }, (_, at) => at % 251);
  for (const mask of [MASK, null]) {
    const sent = encodeTextFrame(text, mask);
    const [got, ...more] = open(mask !== null).push(sent);
    expect(more).toEqual([]);
    expect(got).toMatchObject({ opcode: Opcode.text, isFinal: true });
    expect(Buffer.from(got!.payload()).equals(text)).toBe(true);
    expect(Buffer.from(got!.bytes).equals(sent)).toBe(true);
  }
});

it('reads the same frames wherever the bytes are cut, and keeps every byte', () => {
  const wire = Buffer.concat([
    frame(0x01, bytesOf('{"type":')),
    frame(0x89, bytesOf('ping')),
    frame(0x00, bytesOf('"é')),
    frame(0x80, bytesOf('🧾"}')),
    frame(0x82, Uint8Array.of(0, 255)),
    frame(0x81, new Uint8Array(130)),
    frame(0x88, Uint8Array.of(3, 232)),
  ]);
  const whole = open().push(wire);
  expect(whole.map(({ opcode }) => opcode)).toEqual([1, 9, 0, 0, 2, 1, 8]);
  for (let cut = 0; cut <= wire.length; cut++) {
    const reader = open();
    const frames = [...reader.push(wire.subarray(0, cut)), ...reader.push(wire.subarray(cut))];
    expect(frames.map(describeFrame)).toEqual(whole.map(describeFrame));
    expect(Buffer.concat(frames.map(({ bytes }) => bytes)).equals(wire)).toBe(true);
  }
  const reader = open();
  const single = [...wire].flatMap((byte) => reader.push(Uint8Array.of(byte)));
  expect(single.map(describeFrame)).toEqual(whole.map(describeFrame));
});

describe('an opaque direction', () => {
  it.each([
    ['an extension bit', frame(0xc1, bytesOf('x'))],
    ['an unknown opcode', frame(0x83, bytesOf('x'))],
    ['a frame without a mask', frame(0x81, bytesOf('x'), false)],
    ['a continuation of nothing', frame(0x80, bytesOf('x'))],
    ['a long control frame', frame(0x89, new Uint8Array(126))],
    ['a control frame in pieces', frame(0x09, bytesOf('x'))],
    ['a message inside a message', Buffer.concat([frame(0x01, bytesOf('x')), frame(0x81, bytesOf('y'))])],
    ['a frame beyond the limit', frame(0x81, new Uint8Array(2000))],
  ])('begins at %s and loses nothing', (_, wire) => {
    const reader = open(true, 1000);
    const good = frame(0x81, bytesOf('fine'));
    const frames = reader.push(Buffer.concat([good, wire, good]));
    expect(reader.isOpaque).toBe(true);
    expect(frames[0]!.bytes).toEqual(good);
    const passed = Buffer.concat([...frames.map(({ bytes }) => bytes), reader.takeRest()]);
    expect(passed.equals(Buffer.concat([good, wire, good]))).toBe(true);
    expect(reader.push(good)).toEqual([]);
    expect(Buffer.from(reader.takeRest()).equals(good)).toBe(true);
  });

  it('never throws and never loses a byte, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), fc.boolean(), (chunks, isMasked) => {
        const reader = open(isMasked, 100);
        const frames = chunks.flatMap((chunk) => reader.push(chunk));
        const passed = Buffer.concat([...frames.map(({ bytes }) => bytes), reader.takeRest()]);
        expect(passed.equals(Buffer.concat(chunks))).toBe(true);
      }),
    );
  });
});
