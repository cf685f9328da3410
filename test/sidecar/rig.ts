import { type IncomingHttpHeaders, type RequestOptions, request as requestHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Exchange } from '../../sidecar/contract/exchange.ts';
import type { Settings } from '../../sidecar/contract/settings.ts';
import { dialects } from '../../sidecar/dialects/index.ts';
import { createProxy, makeServer, type RequestProxy } from '../../sidecar/proxy/index.ts';
import { resolveSettings } from '../../sidecar/settings.ts';
import type { ConversationMemory } from '../../sidecar/store/types.ts';
import type { Engine, OptimiseJob, OptimiseResult } from '../../sidecar/worker/types.ts';

/** What a fake engine says to a body. May take its time, may reject. */
export type Think = (body: Uint8Array, job: OptimiseJob) => OptimiseResult | Promise<OptimiseResult>;

export interface Rig {
  readonly url: string;
  readonly port: number;
  readonly proxy: RequestProxy;
  readonly exchanges: Exchange[];
  readonly remembered: Map<string, ConversationMemory>;
  readonly jobs: OptimiseJob[];
  think: Think;
  /** Resolves with the nth exchange (from 1) once it is recorded. */
  exchange(nth: number): Promise<Exchange>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly upstream: string;
  readonly settings?: Partial<Settings>;
  readonly think?: Think;
  readonly env?: Readonly<Record<string, string>>;
  readonly memories?: ReadonlyMap<string, ConversationMemory>;
  /** Milliseconds that the engine's processes claim to have run. */
  readonly uptimeMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Nothing to edit. */
export const nothing: OptimiseResult = {
  read: { model: 'm', stream: false, fingerprint: 'f', session: null },
  edits: [],
  segments: [],
  digests: [],
  pin: [],
  tokensBefore: 0,
  tokensAfter: 0,
  engineMs: 0,
};

/** The proxy with its server, a fake engine and a ledger in memory. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const { upstream } = options;
  const settings: Settings = {
    ...resolveSettings(
      {
        port: 0,
        home: '/nonexistent',
        'anthropic-api-url': upstream,
        'openai-api-url': upstream,
        'gemini-api-url': upstream,
      },
      {},
    ),
    ...options.settings,
  };
  const waiting: (() => void)[] = [];
  const uptimeMs = options.uptimeMs ?? 60_000;
  const engine: Engine = {
    optimise(body, job) {
      rig.jobs.push(job);
      const result = new Promise<OptimiseResult>((resolve) => resolve(rig.think(body, job)));
      return {
        result,
        blocks: result.then(
          () => [],
          () => [],
        ),
      };
    },
    compress: () => Promise.reject(new Error('not in this rig')),
    whenReady: Promise.resolve(),
    status: () => ({
      workers: (['normal', 'heavy'] as const).map((lane) => ({ pid: 1, lane, busy: false, uptimeMs })),
      restarts: 0,
      givenUp: false,
      second: null,
      downMs: 0,
    }),
    close: async () => {},
  };
  const proxy = createProxy({
    settings,
    engine,
    store: {
      record: (exchange) => {
        rig.exchanges.push(exchange);
        for (const wake of waiting.splice(0)) wake();
      },
      remember: (conversation, memory) => void rig.remembered.set(conversation, memory),
      memories: async () => options.memories ?? new Map(),
    },
    dialects,
    originalsDir: '~/.headroom/originals',
    now: options.now ?? (() => Date.now()),
    env: options.env ?? {},
  });
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', (context) => proxy.handle(context));
  const server = makeServer({ host: settings.host, fetch: app.fetch, proxy });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rig: Rig = {
    url: `http://127.0.0.1:${port}`,
    port,
    proxy,
    exchanges: [],
    remembered: new Map(),
    jobs: [],
    think: options.think ?? (() => nothing),
    async exchange(nth) {
      while (rig.exchanges.length < nth) await new Promise<void>((resolve) => waiting.push(resolve));
      return rig.exchanges[nth - 1]!;
    },
    async close() {
      server.close();
      await proxy.close();
      server.closeAllConnections();
    },
  };
  return rig;
}

export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly trailers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** One request over a connection of its own; rejects when the connection breaks. */
export function call(
  base: string,
  path: string,
  { body, ...options }: Omit<RequestOptions, 'path' | 'host' | 'port'> & { body?: Uint8Array | string } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = requestHttp({
      agent: false,
      method: body === undefined ? 'GET' : 'POST',
      ...options,
      host: hostname,
      port,
      path,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          trailers: response.trailers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    // As bytes: Node joins a text body with the head and would write both as UTF-8.
    request.end(body === undefined ? undefined : Buffer.from(body));
  });
}

/** Waits until a condition holds; the test's own time limit ends a wait in vain. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
