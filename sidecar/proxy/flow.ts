import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Dialect } from '../dialects/types.ts';
import { describeFailure, sendFailure, writeFailure } from './failure.ts';
import { forward, type Outbound } from './forward.ts';
import { learnRefused } from './memory.ts';
import { type Optimised, optimise, type Seam } from './optimise.ts';
import { type Body, type Room, receiveBody, streamBody } from './receive.ts';
import type { Trace } from './record.ts';
import type { Outcome, Relay } from './relay.ts';
import { mayBlameEdit } from './replay.ts';

/** What one request needs of the proxy. */
export interface Flow {
  readonly seam: Seam;
  readonly dialects: readonly Dialect[];
  readonly dispatcher: Dispatcher;
  readonly room: Room;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly trace: Trace;
  /** Null when no dialect reads this request: it is relayed untouched. */
  readonly dialect: Dialect | null;
}

/** How the flow of a request ended: the relay whose answer the client got, and what the engine said. */
export interface Ending {
  readonly relay: Pick<Relay, 'tap'> | null;
  readonly optimised: Optimised | null;
}

/** Passes a request on as it arrives: never held in memory, never edited. */
export async function passThrough(flow: Flow): Promise<Ending> {
  const { incoming, trace } = flow;
  const body = streamBody(incoming, trace.route.head.headers, countIn(trace));
  return { relay: await send(flow, body), optimised: null };
}

/** Receives the body, has it optimised, sends it, and sends the original when upstream refuses the edited one. */
export async function editAndForward(flow: Flow): Promise<Ending> {
  const { incoming, room, seam, trace, dialect } = flow;
  const { headers } = trace.route.head;
  const body = await receiveBody(incoming, headers, {
    limit: seam.settings.maxEditBytes,
    room,
    count: countIn(trace),
  });
  trace.received = performance.now();
  if (dialect === null || body.kind !== 'whole') return { relay: await send(flow, body), optimised: null };
  try {
    const optimised = await optimise(seam, trace.route, dialect, body.bytes);
    trace.conversation = optimised.conversation;
    trace.treatment = optimised.treatment;
    trace.fault = optimised.fault;
    trace.result = optimised.result;
    const relay = optimised.chunks === null ? await send(flow, body) : await sendEdited(flow, body, optimised);
    if (optimised.conversation !== '') seam.memories.get(optimised.conversation).usedAt = seam.now();
    if (trace.treatment === 'edited' && optimised.result && optimised.body)
      seam.texts.note(trace.id, optimised.body, optimised.result);
    return { relay, optimised: { ...optimised, chunks: null, body: null } };
  } finally {
    room.used -= body.bytes.length;
  }
}

async function sendEdited(flow: Flow, body: Body, optimised: Optimised): Promise<Relay | null> {
  const { seam, trace } = flow;
  const memory = seam.memories.get(optimised.conversation);
  const edited: Outbound = { kind: 'chunks', chunks: optimised.chunks ?? [] };
  let refused: number | null = null;
  const relay = await send(flow, edited, {
    isHeld: mayBlameEdit,
    onRefused: (status) => {
      refused = status;
    },
  });
  if (refused === null) {
    if (trace.status >= 200 && trace.status < 300)
      memory.edited = { at: seam.now(), model: optimised.result?.read?.model ?? '' };
    return relay;
  }
  trace.treatment = 'replayed';
  trace.fault = `refused-${refused}`;
  const replayed = await send(flow, body);
  // When the original is refused as well, the edit was not to blame and nothing is learnt.
  if (trace.status >= 200 && trace.status < 400 && optimised.result) {
    learnRefused(memory, optimised.result);
    seam.memories.keep(optimised.conversation, memory);
  }
  return replayed;
}

interface Refusing {
  readonly isHeld?: (status: number) => boolean;
  readonly onRefused?: (status: number) => void;
}

/** One attempt, awaited to its end. Answers the client itself when no answer came. */
async function send(flow: Flow, body: Body | Outbound, { isHeld, onRefused }: Refusing = {}): Promise<Relay | null> {
  const { trace, outgoing, incoming, dispatcher, dialect } = flow;
  if (body.kind === 'gone' || outgoing.destroyed) {
    trace.fault = 'client-abort';
    return null;
  }
  const relay = forward({
    dispatcher,
    rawHeaders: incoming.rawHeaders,
    outgoing,
    trace,
    dialect,
    body,
    extra: describeSaving,
    ...(isHeld ? { isHeld } : {}),
  });
  conclude(flow, await relay.outcome, onRefused);
  return relay;
}

function conclude(flow: Flow, outcome: Outcome, onRefused: Refusing['onRefused']): void {
  const { trace, outgoing, incoming, dialects, dialect } = flow;
  switch (outcome.kind) {
    case 'done':
      break;
    case 'refused':
      onRefused?.(outcome.status);
      break;
    case 'gone':
      trace.fault = 'client-abort';
      break;
    case 'broken':
      trace.fault = 'upstream-reset';
      break;
    case 'unreachable': {
      // A client that leaves while it is still sending breaks the upstream request first; nobody waits for an answer.
      if (incoming.destroyed && !incoming.complete) {
        trace.fault = 'client-abort';
        outgoing.destroy();
        break;
      }
      const failure = describeFailure(outcome.error, trace.route.origin);
      trace.fault = 'upstream-unreachable';
      trace.status = failure.status;
      const answer = writeFailure(failure, dialects, { dialect, provider: trace.route.provider });
      trace.bytesOut = sendFailure(outgoing, failure.status, answer);
    }
  }
  // An answer that came before the request was complete leaves its rest to be read away, or the connection would hang.
  if (!incoming.readableEnded) incoming.resume();
}

/** Headers for callers of the peer's library on answers that are not streamed. Nothing is added when nothing was edited. */
function describeSaving({ treatment, result, streamed }: Trace): string[] {
  if (treatment !== 'edited' || !result || streamed) return [];
  return [
    ...['x-headroom-tokens-before', String(result.tokensBefore)],
    ...['x-headroom-tokens-after', String(result.tokensAfter)],
    ...['x-headroom-tokens-saved', String(result.tokensBefore - result.tokensAfter)],
  ];
}

function countIn(trace: Trace): (bytes: number) => void {
  return (bytes) => {
    trace.bytesIn += bytes;
    trace.received = performance.now();
  };
}
