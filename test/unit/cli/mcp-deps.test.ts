import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeMcpDeps } from '../../../sidecar/cli/mcp-deps.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

let home: string;
const servers: Server[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-mcp-deps-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

/** Answers as a Headroom with so many requests would. @returns its port */
async function serve(requests: number): Promise<number> {
  const answers: Record<string, unknown> = {
    '/health': { service: 'headroom' },
    '/api/v1/summary': { requests },
    '/api/v1/evidence': {},
    '/api/v1/effects': {},
  };
  const server = createServer(({ url = '' }, response) => response.end(JSON.stringify(answers[url.split('?')[0]!])));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it('ask the Headroom where it is by the time of each call', async () => {
  let port = await serve(1);
  const deps = makeMcpDeps(home, async () => resolveSettings({ home, port }, {}), '1');
  expect(await deps.summarise(7)).toEqual({ requests: 1 });
  port = await serve(2);
  expect(await deps.summarise(7)).toEqual({ requests: 2 });
});
