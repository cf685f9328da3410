import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventStreamReader } from '../../../sidecar/lib/event-stream.ts';

/** A message with headers of some length; its checksums are left empty. */
function message(payload: string, headersLength: number): Buffer {
  const bytes = Buffer.alloc(16 + headersLength + Buffer.byteLength(payload), 7);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(headersLength, 4);
  bytes.write(payload, 12 + headersLength);
  return bytes;
}

function read(chunks: readonly Uint8Array[]): string[] {
  const payloads: string[] = [];
  const reader = new EventStreamReader((payload) => payloads.push(Buffer.from(payload).toString()));
  for (const chunk of chunks) reader.push(chunk);
  return payloads;
}

it('gives every payload, wherever the bytes are cut', () => {
  const stream = Buffer.concat([message('{"a":1}', 30), message('', 0), message('é', 5)]);
  const whole = ['{"a":1}', '', 'é'];
  for (let cut = 0; cut <= stream.length; cut++)
    expect(read([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole);
  expect(read([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});

it('stops at lengths that cannot be, and never throws', () => {
  expect(read([message('x', 0), Buffer.from('no such stream'), message('y', 0)])).toEqual(['x']);
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => void read(chunks)));
});
