import type { IncomingMessage } from 'node:http';
import { release } from '../lib/release.ts';

/** A request body: whole, or still arriving, or none at all. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** `length` is the announced length in bytes, null for a chunked one. Can be read once. */
  | { readonly kind: 'stream'; readonly chunks: AsyncIterable<Uint8Array>; readonly length: number | null }
  /** The client left before the body was complete. */
  | { readonly kind: 'gone' };

/** Bytes of bodies held in memory at once, over all requests. Beyond it bodies are passed on as they arrive. */
export interface Room {
  readonly capacity: number;
  used: number;
}

/** Whether the head announces a body (RFC 9112 §6.3). */
export function hasBody(headers: Readonly<Record<string, string | undefined>>): boolean {
  const length = readLength(headers);
  return headers['transfer-encoding'] !== undefined || (length !== null && length > 0);
}

/** The body as it arrives, with backpressure. Leaving the loop early keeps the connection for the answer. */
export function streamBody(
  incoming: IncomingMessage,
  headers: Readonly<Record<string, string | undefined>>,
  count: (bytes: number) => void,
): Body {
  if (!hasBody(headers)) return { kind: 'none' };
  return { kind: 'stream', chunks: readOn(incoming, [], count), length: readLength(headers) };
}

/**
 * The whole body when it is at most `limit` bytes, else as a stream: an announced length is judged at once, a chunked
 * body when it outgrows the limit (what has arrived is then sent first).
 * @param room bounds all bodies held at once; whoever gets a whole body gives its bytes back by `room.used -= bytes.length`.
 */
export async function receiveBody(
  incoming: IncomingMessage,
  headers: Readonly<Record<string, string | undefined>>,
  { limit, room, count }: { limit: number; room: Room; count: (bytes: number) => void },
): Promise<Body> {
  if (!hasBody(headers)) return { kind: 'none' };
  const announced = readLength(headers);
  if ((announced ?? 0) > limit || room.used + (announced ?? 0) > room.capacity)
    return streamBody(incoming, headers, count);
  // With a known length every chunk is copied to its place as it comes: joining 10 MB at the end would stall streams for 20 ms.
  const whole = announced === null ? null : Buffer.allocUnsafeSlow(announced);
  const chunks: Buffer[] = [];
  let size = 0;
  let isWhole = false;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const { length } = chunk;
      if (whole === null) chunks.push(chunk);
      else {
        chunk.copy(whole, size);
        release(chunk);
      }
      size += length;
      room.used += length;
      if (size > limit || room.used > room.capacity) {
        room.used -= size;
        const first = whole === null ? chunks : [whole.subarray(0, size)];
        return { kind: 'stream', chunks: readOn(incoming, first, count), length: announced };
      }
    }
    isWhole = incoming.complete;
  } catch {
    isWhole = false; // the client left in the middle of its request; nothing was sent upstream
  }
  count(size);
  if (!isWhole) {
    room.used -= size;
    return { kind: 'gone' };
  }
  return { kind: 'whole', bytes: whole ?? Buffer.concat(chunks, size) };
}

async function* readOn(
  incoming: IncomingMessage,
  first: readonly Buffer[],
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const chunk of first) {
    count(chunk.length);
    yield chunk;
  }
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    count(chunk.length);
    yield chunk;
  }
  // A connection that closes early ends the loop without an error on some paths; upstream must not take it for the end.
  if (!incoming.complete) throw new Error('the client left while sending');
}

function readLength(headers: Readonly<Record<string, string | undefined>>): number | null {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
