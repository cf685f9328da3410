/**
 * Job: between clients and their model providers – takes requests, has them edited, relays answers.
 * Law: bytes in, bytes out; whatever goes wrong on our side, the original goes on; only "could not reach upstream" is ours.
 * Neighbours: stands on dialects, providers, worker (the engine's pool), store (types); the only room that talks to vendors.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Settings } from '../contract/settings.ts';
import type { Dialect } from '../dialects/types.ts';
import type { Store } from '../store/types.ts';
import type { Engine } from '../worker/types.ts';
import { createUpstreams } from './connect.ts';
import { createGentle } from './gentle.ts';
import { createMemories } from './memory.ts';
import type { UpstreamLookup } from './route.ts';
import { type Shared, serveRequest, serveUpgrade } from './serve.ts';
import { createRecentTexts, type EditedText, TEXT_BYTES } from './texts.ts';

export interface ProxyOptions {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly store: Pick<Store, 'record' | 'remember' | 'memories'> & Partial<Pick<Store, 'evidence'>>;
  readonly dialects: readonly Dialect[];
  /** How markers spell the directory of originals, e.g. "~/.headroom/originals". */
  readonly originalsDir: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where requests under /via/<slot>/ go on to. Default: nowhere is known. */
  readonly upstreamOf?: UpstreamLookup;
}

export interface ProxyStatus {
  /** Requests and upgraded connections that have not ended. */
  readonly inFlight: number;
  /** Bytes of request bodies held in memory. */
  readonly bufferedBytes: number;
}

export interface RequestProxy {
  /** Handler of the catch-all route. */
  handle(context: Context<{ Bindings: HttpBindings }>): Response;
  /** The same for a request that the app could not take: its target is no URL. */
  handleRaw(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** Listener of the server's 'upgrade' event. */
  handleUpgrade(incoming: IncomingMessage, socket: Duplex, head: Uint8Array): void;
  status(): ProxyStatus;
  /** An edited text of one of the latest requests; null when it was not edited or is no longer in memory. */
  editedText(exchange: string, index: number): EditedText | null;
  /** Loads what the first request to an https upstream would wait for. */
  warm(): void;
  /** Resolves when nothing is in flight any more, at the latest after some milliseconds. */
  drain(ms: number): Promise<void>;
  /** Ends what is still in flight and writes its records. New requests are answered 503. */
  close(): Promise<void>;
}

/** Bodies held in memory at once, as a multiple of the largest one that is edited. */
const ROOM_BODIES = 4;

export function createProxy(options: ProxyOptions): RequestProxy {
  const { settings, engine, store, dialects, originalsDir, now } = options;
  const upstreams = createUpstreams(options.env);
  // A stateless sidecar keeps nothing of a conversation beyond its answer, not even in memory.
  const texts = createRecentTexts(settings.stateless ? 0 : TEXT_BYTES);
  const shared: Shared = {
    seam: {
      settings,
      engine,
      memories: createMemories(store),
      texts,
      originalsDir,
      gentle: createGentle(store, now),
      now,
    },
    room: { capacity: settings.maxEditBytes * ROOM_BODIES, used: 0 },
    ...{ dialects, upstreams, store, now, upstreamOf: options.upstreamOf ?? (() => null) },
    waiting: new Map(),
    isClosed: false,
  };
  const upgraded = new Set<Duplex>();
  const running = new Set<Promise<void>>();
  const track = (task: Promise<void>, connection: { destroy(): unknown }): void => {
    // Every expected failure has been answered; after a defect the client must at least not wait.
    const safe = task.catch(() => void connection.destroy()).finally(() => running.delete(safe));
    running.add(safe);
  };
  const handleRaw = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    // Writing to a client that has left reports an error nobody needs: 'close' tells it.
    outgoing.on('error', () => {});
    track(serveRequest(shared, incoming, outgoing), outgoing);
  };
  return {
    handle(context) {
      handleRaw(context.env.incoming, context.env.outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    handleRaw,
    handleUpgrade(incoming, socket, head) {
      socket.on('error', () => {}); // as above
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      track(serveUpgrade(shared, incoming, socket, head), socket);
    },
    status: () => ({ inFlight: running.size, bufferedBytes: shared.room.used }),
    editedText: (exchange, index) => texts.get(exchange, index),
    warm() {
      if (Object.values(settings.upstreams).some((upstream) => upstream.startsWith('https:'))) upstreams.warm();
    },
    drain: (ms) => drain(running, ms),
    async close() {
      shared.isClosed = true;
      for (const socket of upgraded) socket.destroy();
      await upstreams.close();
      await Promise.all(running);
    },
  };
}

async function drain(running: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (running.size > 0 && performance.now() < until) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, until - performance.now());
    });
    await Promise.race([Promise.all(running), late]);
    clearTimeout(timer);
  }
}

export { makeServer } from './server.ts';
