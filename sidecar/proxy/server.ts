import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings } from '@hono/node-server';

export interface ServerOptions {
  /** Name for requests without a Host header (HTTP/1.0). */
  readonly host: string;
  /** The app: local endpoints in front, the proxy behind. */
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>;
  readonly proxy: {
    handleRaw(incoming: IncomingMessage, outgoing: ServerResponse): void;
    handleUpgrade(incoming: IncomingMessage, socket: Duplex, head: Uint8Array): void;
  };
}

/** A server whose timeouts no hour-long turn and no slow upload can meet. It does not listen yet. */
export function makeServer({ host, fetch, proxy }: ServerOptions): Server {
  const server = createServer(
    {
      requestTimeout: 0, // an upload takes what it takes
      headersTimeout: 60_000,
      keepAliveTimeout: 120_000, // longer than most pauses between turns: a client seldom meets a closing connection
      maxHeaderSize: 64 * 1024, // tokens and betas add up
      // An offer of HTTP/2 (h2c) is an ordinary request to us; only WebSockets are upgraded.
      shouldUpgradeCallback: (request) => /websocket/i.test(request.headers.upgrade ?? ''),
    },
    (incoming, outgoing) => {
      const listen = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
        hostname: host,
        overrideGlobalObjects: false,
        autoCleanupIncoming: false, // the proxy reads bodies itself, and to their end
        // A target that is no URL ("/a\b") is not ours to judge: the app cannot route it, so it is for a provider.
        errorHandler: () => {
          if (!outgoing.headersSent) proxy.handleRaw(incoming, outgoing);
        },
      });
      void listen(incoming, outgoing);
    },
  );
  server.on('upgrade', proxy.handleUpgrade);
  return server;
}
