import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the provider got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export type Answer = (request: Received, response: ServerResponse, nth: number) => void | Promise<void>;

export interface Provider {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Answers whose connection was closed before they were complete, by request url. */
  readonly cut: string[];
  readonly sockets: ReadonlySet<Socket>;
  /** Replaces the answer to everything that follows. */
  answer: Answer;
  /** Called with the head only, before the body is read; true = the callee reads the body itself. */
  onHead: ((incoming: IncomingMessage, response: ServerResponse) => boolean) | null;
  onUpgrade: ((incoming: IncomingMessage, socket: Socket, head: Buffer) => void) | null;
  close(): Promise<void>;
}

/** A provider on loopback that records exact bytes and answers as the test says. */
export async function startProvider(answer: Answer = answerJson): Promise<Provider> {
  const sockets = new Set<Socket>();
  const server = createServer(
    { keepAliveTimeout: 60_000, requestTimeout: 0, maxHeaderSize: 256 * 1024 },
    (incoming, response) => {
      response.on('close', () => {
        if (!response.writableFinished) provider.cut.push(incoming.url ?? '');
      });
      response.on('error', () => {}); // the test ended the connection on purpose
      if (provider.onHead?.(incoming, response)) return;
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => {}); // as above
      incoming.on('end', () => {
        const received: Received = {
          method: incoming.method ?? '',
          url: incoming.url ?? '',
          rawHeaders: incoming.rawHeaders,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        };
        provider.received.push(received);
        void provider.answer(received, response, provider.received.length);
      });
    },
  );
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // as above
  });
  server.on('upgrade', (incoming, socket, head) => {
    if (provider.onUpgrade) provider.onUpgrade(incoming, socket as Socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const provider: Provider = {
    url: `http://127.0.0.1:${port}`,
    port,
    received: [],
    cut: [],
    sockets,
    answer,
    onHead: null,
    onUpgrade: null,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return provider;
}

export const answerJson: Answer = (_request, response) => {
  const body = JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'ok' }],
  });
  response.writeHead(200, {
    'content-type': 'application/json',
    'request-id': 'req_1',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
};

/** A stream of events, each written on its own. */
export function answerEvents(events: readonly (string | Uint8Array)[], pauseMs = 0): Answer {
  return async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    for (const event of events) {
      if (response.destroyed) return;
      response.write(event);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      else await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}
