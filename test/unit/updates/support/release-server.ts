import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReleaseServer {
  readonly url: string;
  /** Requests so far: their method and path. */
  readonly asked: string[];
  /** What the next answers are; default: {@link releases}. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export const releases = {
  releases: [
    {
      ...{ version: '99.1.0', channel: 'stable', page: 'https://example.com/headroom/99.1.0' },
      files: [{ name: 'headroom-99.1.0-x64.AppImage', sha256: 'ab'.repeat(32) }],
    },
    { version: '99.2.0-rc.1', channel: 'preview', page: 'https://example.com/headroom/99.2.0-rc.1', files: [] },
  ],
};

/** A list of releases on loopback. */
export async function startReleaseServer(): Promise<ReleaseServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    own.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own: ReleaseServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases.json`,
    asked,
    answer: (response) => response.end(JSON.stringify(releases)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return own;
}
