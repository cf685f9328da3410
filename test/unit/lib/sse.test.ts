import { expect, it } from 'vitest';
import { type SseEvent, SseReader } from '../../../sidecar/lib/sse.ts';

const stream =
  ': hello\nevent: message_start\ndata: {"a":"é"}\n\ndata: one\ndata: two\r\n\r\ndata:x\r\revent: cut\ndata: never ended';

function read(chunks: readonly Uint8Array[]): SseEvent[] {
  const events: SseEvent[] = [];
  const reader = new SseReader((event) => events.push(event));
  for (const chunk of chunks) reader.push(chunk);
  return events;
}

const expected = [
  { event: 'message_start', data: '{"a":"é"}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'message', data: 'x' },
];

it('reads the same events wherever the bytes are cut', () => {
  const bytes = new TextEncoder().encode(stream);
  for (let at = 0; at <= bytes.length; at++)
    expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
  expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
});

it('reports what is still held only when asked', () => {
  const events: SseEvent[] = [];
  const reader = new SseReader((event) => events.push(event));
  reader.push(new TextEncoder().encode('data: last'));
  expect(events).toEqual([]);
  reader.end();
  expect(events).toEqual([{ event: 'message', data: 'last' }]);
});

it('skips an event of absurd size and goes on with the next', () => {
  const reader: SseEvent[] = [];
  const sse = new SseReader((event) => reader.push(event));
  const encode = (text: string) => new TextEncoder().encode(text);
  sse.push(encode('data: '));
  for (let i = 0; i < 50; i++) sse.push(encode('x'.repeat(100_000)));
  sse.push(encode('\n\ndata: next\n\n'));
  expect(reader).toEqual([{ event: 'message', data: 'next' }]);
});
