import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Dialect } from '../dialects/types.ts';
import { lengthOf } from '../lib/splice.ts';
import { type RawHeaders, requestHeaders } from './headers.ts';
import type { Body } from './receive.ts';
import type { Trace } from './record.ts';
import { Relay } from './relay.ts';

/** What is sent: the client's body as it came, or chunks in its place. */
export type Outbound =
  | Exclude<Body, { kind: 'gone' }>
  | { readonly kind: 'chunks'; readonly chunks: readonly Uint8Array[] };

export interface Forwarding {
  readonly dispatcher: Dispatcher;
  readonly rawHeaders: RawHeaders;
  readonly outgoing: ServerResponse;
  readonly trace: Trace;
  readonly dialect: Dialect | null;
  readonly body: Outbound;
  readonly isHeld?: (status: number) => boolean;
  readonly extra?: (trace: Trace) => readonly string[];
}

/** Up to here chunks are joined: one write of a copied body costs less than many writes of its pieces. */
const JOIN_BYTES = 1024 * 1024;

/** Sends a request upstream and relays its answer. Never throws: whatever goes wrong is an outcome. */
export function forward({ dispatcher, rawHeaders, outgoing, trace, dialect, body, ...rest }: Forwarding): Relay {
  const relay = new Relay({
    outgoing,
    trace,
    dialect,
    isHeld: rest.isHeld ?? (() => false),
    extra: rest.extra ?? (() => []),
  });
  const length = lengthOfBody(body);
  trace.dispatched = performance.now();
  if (length !== null) trace.bytesSent = length;
  dispatcher.dispatch(
    {
      origin: trace.route.origin,
      path: trace.route.target,
      method: trace.route.head.method as Dispatcher.HttpMethod,
      headers: requestHeaders(rawHeaders, { contentLength: length }),
      // undici takes any iterable of bytes; its types know only some.
      body: toUndici(body) as Buffer | null,
      // Nothing may queue behind a request that thinks for an hour.
      blocking: true,
    },
    relay,
  );
  return relay;
}

function lengthOfBody(body: Outbound): number | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'whole':
      return body.bytes.length;
    case 'chunks':
      return lengthOf(body.chunks);
    case 'stream':
      return body.length;
  }
}

function toUndici(body: Outbound): Buffer | AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'whole':
      return body.bytes;
    case 'stream':
      return body.chunks;
    case 'chunks':
      return lengthOf(body.chunks) <= JOIN_BYTES ? Buffer.concat(body.chunks) : joinSmall(body.chunks);
  }
}

/** Large chunks as they are (views on the received body), runs of small ones joined. */
function* joinSmall(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  let size = 0;
  for (const chunk of chunks) {
    if (size + chunk.length <= JOIN_BYTES) {
      small.push(chunk);
      size += chunk.length;
      continue;
    }
    if (size > 0) yield Buffer.concat(small, size);
    small = chunk.length < JOIN_BYTES ? [chunk] : [];
    size = small.length > 0 ? chunk.length : 0;
    if (small.length === 0) yield chunk;
  }
  if (size > 0) yield Buffer.concat(small, size);
}
