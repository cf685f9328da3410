/**
 * Job: between clients and their model providers – takes requests, has them edited, relays answers.
 * Law: bytes in, bytes out; whatever goes wrong on our side, the original goes on; only "could not reach upstream" is ours.
 * Neighbours: stands on dialects, providers, worker (the engine's pool), store (types); the only room that talks to vendors.
 */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Settings } from '../contract/settings.ts';
import type { Dialect } from '../dialects/types.ts';
import type { Store } from '../store/types.ts';
import type { Engine } from '../worker/types.ts';
import { createUpstreams } from './connect.ts';
import { identifyByHead, labelClient } from './conversation.ts';
import { describeFailure, type Failure, sendFailure, writeFailure } from './failure.ts';
import { type Ending, editAndForward, passThrough } from './flow.ts';
import { findRefusal } from './guard.ts';
import { createMemories } from './memory.ts';
import { hasBody, type Room } from './receive.ts';
import { makeExchange, startTrace, type Trace } from './record.ts';
import { findRoute } from './route.ts';
import { relayUpgrade } from './websocket.ts';

export interface ProxyOptions {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly store: Pick<Store, 'record' | 'remember' | 'memories'>;
  readonly dialects: readonly Dialect[];
  /** How markers spell the directory of originals, e.g. "~/.headroom/originals". */
  readonly originalsDir: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>;
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
  /** Listener of the server's 'upgrade' event. */
  handleUpgrade(incoming: IncomingMessage, socket: Duplex, head: Uint8Array): void;
  status(): ProxyStatus;
  /** Loads what the first request to an https upstream would wait for. */
  warm(): void;
  /** Resolves when nothing is in flight any more, at the latest after some milliseconds. */
  drain(ms: number): Promise<void>;
  /** Ends what is still in flight and writes its records. New requests are answered 503. */
  close(): Promise<void>;
}

/** Bodies held in memory at once, as a multiple of the largest one that is edited. */
const ROOM_BODIES = 4;
/** Blocks for the ledger are made after the answer has gone out; a record waits for them this long at most. */
const BLOCKS_MS = 10_000;

export function createProxy(options: ProxyOptions): RequestProxy {
  const { settings, engine, store, dialects, originalsDir } = options;
  const upstreams = createUpstreams(options.env);
  const seam = { settings, engine, memories: createMemories(store), originalsDir };
  const room: Room = { capacity: settings.maxEditBytes * ROOM_BODIES, used: 0 };
  const upgraded = new Set<Duplex>();
  const running = new Set<Promise<void>>();
  let isClosed = false;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const trace = begin(incoming, options);
    const { head } = trace.route;
    const dialect = dialects.find((one) => one.matches(head)) ?? null;
    trace.dialect = dialect?.id ?? '';
    const flow = { seam, dialects, dispatcher: upstreams.agent, room, incoming, outgoing, trace, dialect };
    const fail = (failure: Failure): void => {
      trace.status = failure.status;
      const answer = writeFailure(failure, dialects, { dialect, provider: trace.route.provider });
      trace.bytesOut = sendFailure(outgoing, failure.status, answer);
    };
    let ending: Ending = { relay: null, optimised: null };
    try {
      const refusal = isClosed ? closing : findRefusal(head.headers, settings);
      if (refusal) {
        trace.fault = refusal.status === 503 ? 'closing' : 'forbidden';
        fail(refusal);
      } else if (dialect && isBypassed(trace, settings)) {
        trace.treatment = 'bypassed';
        ending = await passThrough(flow);
      } else {
        ending = await (dialect && hasBody(head.headers) ? editAndForward(flow) : passThrough(flow));
      }
    } catch {
      // A defect of ours. Nothing of the request is known to be wrong, so clients may try again.
      trace.fault = 'proxy-fault';
      if (outgoing.headersSent) outgoing.destroy();
      else fail({ status: 502, message: 'Headroom failed on this request.' });
    }
    await record(trace, ending, store);
  };

  const upgrade = async (incoming: IncomingMessage, socket: Duplex, head: Uint8Array): Promise<void> => {
    const trace = begin(incoming, options);
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    const refusal = isClosed ? closing : findRefusal(trace.route.head.headers, settings);
    try {
      if (refusal) {
        trace.fault = refusal.status === 503 ? 'closing' : 'forbidden';
        refuseUpgrade(socket, refusal, trace, dialects);
      } else {
        await relayUpgrade({ incoming, socket, head, trace, upstreams });
      }
    } catch (error) {
      trace.fault = trace.status === 0 ? 'upstream-unreachable' : 'upstream-reset';
      if (trace.status === 0)
        refuseUpgrade(socket, describeFailure(error as Error, trace.route.origin), trace, dialects);
      else socket.destroy();
    }
    await record(trace, { relay: null, optimised: null }, store);
  };

  const track = (task: Promise<void>): void => {
    // A record that cannot be made is a defect of the ledger's side; the answer has long gone out.
    const safe = task.catch(() => {}).finally(() => running.delete(safe));
    running.add(safe);
  };

  return {
    handle(context) {
      const { incoming, outgoing } = context.env;
      // Writing to a client that has left reports an error nobody needs: 'close' tells it.
      outgoing.on('error', () => {});
      track(serve(incoming, outgoing));
      return RESPONSE_ALREADY_SENT;
    },
    handleUpgrade(incoming, socket, head) {
      socket.on('error', () => {}); // as above
      track(upgrade(incoming, socket, head));
    },
    status: () => ({ inFlight: running.size, bufferedBytes: room.used }),
    warm() {
      const hosts = Object.values(settings.upstreams);
      if (hosts.some((upstream) => upstream.startsWith('https:'))) upstreams.warm();
    },
    async drain(ms) {
      const until = performance.now() + ms;
      while (running.size > 0 && performance.now() < until) {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, until - performance.now());
        });
        await Promise.race([Promise.all(running), late]);
        clearTimeout(timer);
      }
    },
    async close() {
      isClosed = true;
      for (const socket of upgraded) socket.destroy();
      await upstreams.close();
      await Promise.all(running);
    },
  };
}

const closing: Failure = { status: 503, message: 'Headroom is shutting down.' };

function begin(incoming: IncomingMessage, { settings, now }: ProxyOptions): Trace {
  const route = findRoute(incoming, settings);
  const trace = startTrace(route, labelClient(route.head.headers['user-agent']), now());
  trace.conversation = identifyByHead(route.head, route.project) ?? '';
  return trace;
}

/** Asked not to touch: by the settings for all requests, by a header for this one. */
function isBypassed({ route: { head } }: Trace, settings: Settings): boolean {
  const bypass = head.headers['x-headroom-bypass']?.trim().toLowerCase();
  const mode = head.headers['x-headroom-mode']?.trim().toLowerCase();
  return !settings.optimise || bypass === 'true' || bypass === '1' || mode === 'passthrough';
}

function refuseUpgrade(socket: Duplex, failure: Failure, trace: Trace, dialects: readonly Dialect[]): void {
  trace.status = failure.status;
  const answer = writeFailure(failure, dialects, { dialect: null, provider: trace.route.provider });
  const headers = Object.entries({ ...answer.headers, connection: 'close' });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\n${head}\r\n${answer.body}`);
}

async function record(trace: Trace, { relay, optimised }: Ending, store: ProxyOptions['store']): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[]>((resolve) => {
    timer = setTimeout(resolve, BLOCKS_MS, []);
  });
  const [usage, blocks] = await Promise.all([
    relay?.tap().end() ?? null,
    optimised ? Promise.race([optimised.blocks, late]) : [],
  ]);
  clearTimeout(timer);
  store.record(makeExchange(trace, usage, blocks));
}

export { makeServer } from './server.ts';
