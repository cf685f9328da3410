import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Upstreams } from './connect.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import type { Trace } from './record.ts';
import type { SocketSession } from './socket-session.ts';

export interface Upgrade {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  /** Bytes that the client sent behind its head. */
  readonly head: Uint8Array;
  readonly trace: Trace;
  readonly upstreams: Upstreams;
  /** For connections whose messages are read; null: bytes are relayed as they come. */
  readonly openSession: ((client: Duplex, upstream: Duplex) => SocketSession) | null;
}

/** What is read must come as it is. The offer is ours to withdraw: an extension holds for one hop (RFC 6455 §9). */
const EXTENSIONS = 'sec-websocket-extensions';

/**
 * Relays an upgrade: the client's head to upstream, the answer back, and after a 101 the bytes of both directions as they
 * come. Any other answer is relayed with its body and closes the connection, for what follows on it was not routed.
 * @throws the system's error when upstream cannot be reached; nothing has been written to the client then.
 */
export async function relayUpgrade({ incoming, socket, head, trace, upstreams, openSession }: Upgrade): Promise<void> {
  const { origin, target } = trace.route;
  const upstream = await upstreams.connect(origin);
  if (socket.destroyed) {
    upstream.destroy();
    trace.fault = 'client-abort';
    return;
  }
  trace.dispatched = performance.now();
  const protocol = incoming.headers.upgrade ?? 'websocket';
  const sent = request({
    createConnection: () => upstream,
    method: incoming.method ?? 'GET',
    path: target,
    setHost: false,
    headers: [
      'host',
      new URL(origin).host,
      'connection',
      'Upgrade',
      'upgrade',
      protocol,
      ...(openSession === null ? (list: string[]) => list : withoutExtensions)(requestHeaders(incoming.rawHeaders)),
    ],
  });
  const leave = (): void => void sent.destroy();
  socket.once('close', leave);
  try {
    await new Promise<void>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('upgrade', (answer, tunnel, rest) => {
        beginAnswer(socket, answer, ['connection', 'Upgrade', 'upgrade', answer.headers.upgrade ?? protocol], trace);
        prepare(socket, tunnel, { head, rest });
        const isPlain = answer.headers[EXTENSIONS] === undefined;
        const joined =
          openSession === null || !isPlain
            ? joinSockets(socket, tunnel, trace)
            : joinSession(socket, tunnel, openSession(socket, tunnel));
        joined.then(resolve, reject);
      });
      sent.once('response', (answer) => {
        relayRefusal(socket, answer, trace).then(resolve, reject);
      });
      sent.flushHeaders();
      sent.end();
    });
  } finally {
    socket.off('close', leave);
  }
}

function beginAnswer(socket: Duplex, answer: IncomingMessage, own: readonly string[], trace: Trace): void {
  trace.status = answer.statusCode ?? 0;
  trace.firstByte = performance.now();
  const headers = [...own, ...responseHeaders(answer.rawHeaders)];
  let text = `HTTP/1.1 ${trace.status} ${answer.statusMessage || STATUS_CODES[trace.status] || ''}\r\n`;
  for (let at = 0; at + 1 < headers.length; at += 2) text += `${headers[at]}: ${headers[at + 1]}\r\n`;
  socket.write(`${text}\r\n`, 'latin1');
}

function withoutExtensions(headers: readonly string[]): string[] {
  return headers.filter((_, at) => headers[at - (at % 2)]!.toLowerCase() !== EXTENSIONS);
}

/** What came along with the heads goes back in front of what follows. */
function prepare(client: Duplex, upstream: Duplex, { head, rest }: { head: Uint8Array; rest: Uint8Array }): void {
  for (const socket of [client, upstream]) {
    if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true);
    if ('setTimeout' in socket && typeof socket.setTimeout === 'function') socket.setTimeout(0);
  }
  if (head.length > 0) client.unshift(head);
  if (rest.length > 0) upstream.unshift(rest);
}

/** Both directions byte for byte. */
function joinSockets(client: Duplex, upstream: Duplex, trace: Trace): Promise<void> {
  client.on('data', (chunk: Buffer) => {
    trace.bytesIn += chunk.length;
    trace.bytesSent += chunk.length;
  });
  upstream.on('data', (chunk: Buffer) => {
    trace.bytesOut += chunk.length;
  });
  client.pipe(upstream, { end: false });
  upstream.pipe(client, { end: false });
  client.on('end', () => leave(upstream));
  upstream.on('end', () => leave(client));
  return couple(client, upstream);
}

/** Both directions through a session. */
async function joinSession(client: Duplex, upstream: Duplex, session: SocketSession): Promise<void> {
  let fault = '';
  const note = (reason: string) => (): void => {
    fault ||= reason;
  };
  for (const event of ['end', 'close']) {
    client.once(event, note('client-abort'));
    upstream.once(event, note('upstream-reset'));
  }
  const write = (chunks: readonly Uint8Array[]): void => {
    if (client.destroyed) return;
    client.cork();
    for (const chunk of chunks) if (chunk.length > 0) client.write(chunk);
    client.uncork();
    if (client.writableNeedDrain) upstream.pause();
  };
  client.on('drain', () => upstream.resume());
  upstream.on('data', (chunk: Buffer) => write(session.fromUpstream(chunk)));
  upstream.on('end', () => {
    write(session.endUpstream());
    leave(client);
  });
  const closed = couple(client, upstream);
  try {
    for await (const chunk of client.iterator({ destroyOnReturn: false })) await session.fromClient(chunk as Buffer);
    await session.endClient();
  } catch {
    // The client broke off: its 'close' has told the other side.
  }
  leave(upstream);
  await closed;
  session.close(fault);
}

/** WebSockets know no half-open connection: a side that has ended will not read either. What was said to it goes out first. */
function leave(socket: Duplex): void {
  if (!socket.destroyed && !socket.writableEnded) socket.end(() => socket.destroy());
}

/** A side that closes ends the other, a broken one breaks it. Resolves when both are closed. */
function couple(client: Duplex, upstream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const bind = (from: Duplex, to: Duplex): void => {
      from.on('error', () => to.destroy());
      from.on('close', () => {
        leave(to);
        if (client.destroyed && upstream.destroyed) resolve();
      });
    };
    bind(client, upstream);
    bind(upstream, client);
  });
}

/** An answer other than 101, body and all; the end of the connection is the end of the body. */
async function relayRefusal(socket: Duplex, answer: IncomingMessage, trace: Trace): Promise<void> {
  beginAnswer(socket, answer, ['connection', 'close'], trace);
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    trace.bytesOut += chunk.length;
    if (!socket.write(chunk)) await new Promise<void>((resolve) => onceAny(socket, ['drain', 'close'], resolve));
    if (socket.destroyed) break;
  }
  socket.end();
}

function onceAny(socket: Duplex, events: readonly string[], listener: () => void): void {
  const once = (): void => {
    for (const event of events) socket.off(event, once);
    listener();
  };
  for (const event of events) socket.on(event, once);
}
