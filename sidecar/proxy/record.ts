import { randomBytes } from 'node:crypto';
import type { Exchange, ExchangeBlock, ExchangeSegment, Treatment } from '../contract/exchange.ts';
import type { Usage } from '../dialects/types.ts';
import type { OptimiseResult } from '../worker/types.ts';
import type { Route } from './route.ts';

/** What is known about one request while it is on its way. Written by the steps of the flow, read once at its end. */
export interface Trace {
  readonly id: string;
  /** Milliseconds since the epoch, and the monotonic clock at the same moment. */
  readonly at: number;
  readonly started: number;
  readonly route: Route;
  readonly client: string;
  dialect: string;
  /** What the head says; '' when the model stands in the body. */
  model: string;
  conversation: string;
  treatment: Treatment;
  fault: string | null;
  /** 0 until an answer begins. */
  status: number;
  streamed: boolean;
  bytesIn: number;
  bytesSent: number;
  bytesOut: number;
  /** Monotonic milliseconds: the request was complete, was dispatched, its first answer byte came. */
  received: number;
  dispatched: number | null;
  firstByte: number | null;
  /** When the answer had ended; the row is made later, once the engine has told what it needs. */
  ended: number | null;
  /** What the engine said, also when it was not used. */
  result: OptimiseResult | null;
}

/** @param now milliseconds since the epoch. */
export function startTrace(route: Route, client: string, now: number): Trace {
  const started = performance.now();
  return {
    id: createId(now),
    at: now,
    started,
    route,
    client,
    dialect: '',
    model: '',
    conversation: '',
    treatment: 'relayed',
    fault: null,
    status: 0,
    streamed: false,
    bytesIn: 0,
    bytesSent: 0,
    bytesOut: 0,
    received: started,
    dispatched: null,
    firstByte: null,
    ended: null,
    result: null,
  };
}

/** The ledger's row. What was computed but not sent is not shown as sent. */
export function makeExchange(trace: Trace, usage: Usage | null, blocks: readonly ExchangeBlock[]): Exchange {
  const { route, result } = trace;
  const isEdited = trace.treatment === 'edited';
  const tokensBefore = result?.tokensBefore ?? 0;
  return {
    id: trace.id,
    at: trace.at,
    conversation: trace.conversation,
    project: route.project,
    client: trace.client,
    provider: route.provider.id,
    dialect: trace.dialect,
    model: usage?.model || result?.read?.model || trace.model,
    method: route.head.method,
    path: route.head.path,
    status: trace.status,
    treatment: trace.treatment,
    fault: trace.fault,
    streamed: trace.streamed,
    bytesIn: trace.bytesIn,
    bytesSent: trace.bytesSent,
    bytesOut: trace.bytesOut,
    tokensBefore,
    tokensAfter: isEdited ? (result?.tokensAfter ?? 0) : tokensBefore,
    usage: usage && {
      fresh: usage.fresh,
      write5m: usage.write5m,
      write1h: usage.write1h,
      read: usage.read,
      output: usage.output,
    },
    addedMs: trace.dispatched === null ? 0 : Math.max(0, trace.dispatched - trace.received),
    firstByteMs: trace.firstByte === null ? null : trace.firstByte - trace.started,
    totalMs: (trace.ended ?? performance.now()) - trace.started,
    segments: isEdited ? (result?.segments ?? []) : (result?.segments ?? []).map(leaveUntouched),
    blocks: isEdited
      ? blocks
      : blocks.map(({ added: _, ...block }) => ({ ...block, sent: block.original, tokensSent: block.tokensOriginal })),
  };
}

function leaveUntouched(segment: ExchangeSegment): ExchangeSegment {
  return { ...segment, by: [], tokensAfter: segment.tokensBefore, lossy: null, originalId: null };
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 10 characters of time and 16 of chance in Crockford's base 32, as in ULID: sorts by time, collides with nobody. */
export function createId(now: number): string {
  let time = '';
  for (let rest = Math.max(0, Math.floor(now)), i = 0; i < 10; i++, rest = Math.floor(rest / 32))
    time = alphabet[rest % 32] + time;
  let chance = '';
  for (const byte of randomBytes(16)) chance += alphabet[byte & 31];
  return time + chance;
}
