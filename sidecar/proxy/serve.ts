import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Settings } from '../contract/settings.ts';
import type { Dialect, RequestHead } from '../dialects/types.ts';
import type { Store } from '../store/types.ts';
import type { Upstreams } from './connect.ts';
import { identifyByHead, labelClient } from './conversation.ts';
import { describeFailure, type Failure, sendFailure, writeFailure } from './failure.ts';
import { type Ending, editAndForward, passThrough } from './flow.ts';
import { findRefusal } from './guard.ts';
import { notePassed, type Seam } from './optimise.ts';
import { hasBody, type Room } from './receive.ts';
import { makeExchange, startTrace, type Trace } from './record.ts';
import { findRoute, isSigned, type UpstreamLookup } from './route.ts';
import { type SessionOptions, SocketSession } from './socket-session.ts';
import { relayUpgrade } from './websocket.ts';

/** What all requests share. */
export interface Shared {
  readonly seam: Seam;
  readonly dialects: readonly Dialect[];
  readonly upstreams: Upstreams;
  readonly room: Room;
  readonly store: Pick<Store, 'record'>;
  readonly now: () => number;
  readonly upstreamOf: UpstreamLookup;
  /** Records that still wait for the engine, by conversation; '' for those of no known one. See {@link queueUp}. */
  readonly waiting: Map<string, Promise<unknown>>;
  /** True once the proxy is being stopped: new requests are turned away. */
  isClosed: boolean;
}

/** What the ledger needs is made after the request has gone out; a record waits for it this long at most. */
const FACTS_MS = 10_000;

const nobody: Ending = { relay: null, optimised: null };

/** One request from its head to its record. */
export async function serveRequest(shared: Shared, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { seam, dialects, upstreams, room } = shared;
  const trace = begin(incoming, shared);
  const dialect = dialects.find((one) => one.matches(trace.route.head)) ?? null;
  trace.dialect = dialect?.id ?? '';
  trace.model = dialect?.model?.(trace.route.head) ?? '';
  const flow = { seam, dialects, dispatcher: upstreams.agent, room, incoming, outgoing, trace, dialect };
  const fail = (failure: Failure): void => {
    trace.status = failure.status;
    const answer = writeFailure(failure, dialects, { dialect, provider: trace.route.provider });
    trace.bytesOut = sendFailure(outgoing, failure.status, answer);
  };
  let ending = nobody;
  try {
    const refusal = refuse(trace, shared);
    if (refusal) {
      fail(refusal);
    } else if (dialect && isSigned(trace.route)) {
      ending = await passThrough(flow);
    } else if (dialect && isBypassed(trace, seam.settings)) {
      trace.treatment = 'bypassed';
      void notePassed(seam, trace.conversation);
      ending = await passThrough(flow);
    } else {
      ending = await (dialect && hasBody(trace.route.head.headers) ? editAndForward(flow) : passThrough(flow));
    }
  } catch {
    // A defect of ours. Nothing of the request is known to be wrong, so clients may try again.
    trace.fault = 'proxy-fault';
    if (outgoing.headersSent) outgoing.destroy();
    else fail({ status: 502, message: 'Headroom failed on this request.' });
  }
  await record(trace, ending, shared);
}

/** One upgraded connection from its head to its record. */
export async function serveUpgrade(
  shared: Shared,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Uint8Array,
): Promise<void> {
  const { dialects, upstreams, seam } = shared;
  const trace = begin(incoming, shared);
  const records = new Set<Promise<void>>();
  const dialect = isBypassed(trace, seam.settings) ? undefined : dialects.find(hasSocket(trace.route.head));
  const openSession = dialect === undefined ? null : makeSessions(shared, incoming, dialect, records);
  try {
    const refusal = refuse(trace, shared);
    if (refusal) {
      refuseUpgrade(socket, refusal, trace, dialects);
    } else {
      if (openSession === null) void notePassed(seam, trace.conversation);
      await relayUpgrade({ incoming, socket, head, trace, upstreams, openSession });
    }
  } catch (error) {
    trace.fault = trace.status === 0 ? 'upstream-unreachable' : 'upstream-reset';
    if (trace.status === 0) refuseUpgrade(socket, describeFailure(error as Error, trace.route.origin), trace, dialects);
    else socket.destroy();
  }
  await record(trace, nobody, shared);
  await Promise.all(records);
}

type SocketDialect = SessionOptions['dialect'];

function hasSocket(head: RequestHead): (dialect: Dialect) => dialect is SocketDialect {
  return (dialect): dialect is SocketDialect => dialect.socket?.matches(head) === true;
}

/** Every request inside the connection has a record of its own. @param records those that are still being made */
function makeSessions(
  shared: Shared,
  incoming: IncomingMessage,
  dialect: SocketDialect,
  records: Set<Promise<void>>,
): (client: Duplex, upstream: Duplex) => SocketSession {
  const { seam, room } = shared;
  return (client, upstream) =>
    new SocketSession({
      ...{ client, upstream, dialect, seam, room },
      begin: () => Object.assign(begin(incoming, shared), { dialect: dialect.id }),
      end: (trace, ending) => {
        const made = record(trace, ending, shared).finally(() => records.delete(made));
        records.add(made);
      },
    });
}

function begin(incoming: IncomingMessage, { seam, now, upstreamOf }: Shared): Trace {
  const route = findRoute(incoming, seam.settings, upstreamOf);
  const trace = startTrace(route, labelClient(route.head.headers['user-agent']), now());
  trace.conversation = identifyByHead(route.head, route.project) ?? '';
  return trace;
}

function refuse(trace: Trace, { isClosed, seam }: Shared): Failure | null {
  const { head, lostSlot } = trace.route;
  const refusal: Failure | null = isClosed
    ? { status: 503, message: 'Headroom is shutting down.' }
    : findRefusal(head.headers, seam.settings);
  if (refusal) trace.fault = isClosed ? 'closing' : 'forbidden';
  if (refusal || lostSlot === null) return refusal;
  // Its key belongs to an address that we do not know: sending it to another one would give it away.
  trace.fault = 'route-unknown';
  return { status: 502, message: `Headroom does not know where /via/${lostSlot} leads: connect the client again.` };
}

/** Asked not to touch: by the settings for all requests, by a header for this one. */
function isBypassed({ route: { head } }: Trace, settings: Settings): boolean {
  const bypass = head.headers['x-headroom-bypass']?.trim().toLowerCase();
  const mode = head.headers['x-headroom-mode']?.trim().toLowerCase();
  return settings.passThrough || bypass === 'true' || bypass === '1' || mode === 'passthrough';
}

function refuseUpgrade(socket: Duplex, failure: Failure, trace: Trace, dialects: readonly Dialect[]): void {
  trace.status = failure.status;
  const answer = writeFailure(failure, dialects, { dialect: null, provider: trace.route.provider });
  const headers = Object.entries({ ...answer.headers, connection: 'close' });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\n${head}\r\n${answer.body}`);
}

async function record(trace: Trace, { relay, optimised }: Ending, shared: Shared): Promise<void> {
  trace.ended = performance.now();
  const leave = queueUp(trace.conversation, shared.waiting);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, FACTS_MS, null);
  });
  try {
    const [usage, facts] = await Promise.all([
      relay?.tap.end() ?? null,
      optimised ? Promise.race([optimised.facts, late]) : null,
      leave.turn,
    ]);
    if (facts?.result) trace.result = facts.result;
    // What was not known from the head may have been found since.
    trace.conversation = facts?.conversation || trace.conversation;
    shared.store.record(makeExchange(trace, usage, facts?.blocks ?? []));
  } finally {
    clearTimeout(timer);
    // Whatever happens to one record, those behind it wait no longer.
    leave.done();
  }
}

/**
 * The ledger bills a conversation in the order in which it went. A turn whose facts come late (the engine was slow) must
 * not be overtaken by the next one, which the client has only asked for after it. Each wait is bounded by the facts' own.
 */
function queueUp(conversation: string, waiting: Shared['waiting']): { turn: Promise<unknown>; done: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Nobody knows yet whose a turn without a conversation is: it may be any one's.
  const ahead = conversation === '' ? [...waiting.values()] : [waiting.get(conversation), waiting.get('')];
  const turn = Promise.all(ahead);
  const place = Promise.all([turn, promise]);
  waiting.set(conversation, place);
  const done = (): void => {
    resolve();
    if (waiting.get(conversation) === place) waiting.delete(conversation);
  };
  return { turn, done };
}
