import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server behaves towards the next requests. */
export interface Behaviour {
  /** Its connection is cut after so many bytes of the body; once per number. */
  cuts: number[];
  /** It knows no ranges. */
  ignoresRange: boolean;
  etag: string | null;
  /** In place of an answer. */
  answer: ((incoming: IncomingMessage, response: ServerResponse) => boolean) | null;
}

export interface ArtifactServer extends Behaviour {
  readonly url: string;
  /** Range of each request that came; '' = none. */
  readonly ranges: string[];
  body: Uint8Array;
  close(): Promise<void>;
}

/** A release host on loopback. */
export async function startArtifactServer(body: Uint8Array): Promise<ArtifactServer> {
  const ranges: string[] = [];
  const server = createServer((incoming, response) => {
    ranges.push(incoming.headers.range ?? '');
    if (host.answer?.(incoming, response) === true) return;
    if (host.etag !== null) response.setHeader('etag', host.etag);
    const isSame = incoming.headers['if-range'] === host.etag;
    const from = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? Number.NaN);
    const isPartial = isSame && !host.ignoresRange && from < host.body.length;
    const content = host.body.subarray(isPartial ? from : 0);
    response.writeHead(isPartial ? 206 : 200, {
      'content-length': content.length,
      ...(isPartial ? { 'content-range': `bytes ${from}-${host.body.length - 1}/${host.body.length}` } : {}),
    });
    const cut = host.cuts.shift();
    if (cut === undefined || cut >= content.length) response.end(content);
    // The end of the connection comes behind the bytes: a reset could overtake them.
    else if (cut === 0) {
      response.flushHeaders();
      incoming.socket.end();
    } else response.write(content.subarray(0, cut), () => incoming.socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: ArtifactServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ ranges, body, cuts: [], ignoresRange: false, etag: '"v1"', answer: null },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}
