import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Dialect } from '../dialects/types.ts';
import { indexHeaders, responseHeaders } from './headers.ts';
import type { Trace } from './record.ts';
import { createTap, noTap, type Tap } from './tap.ts';

/** How one attempt to get an answer ended. */
export type Outcome =
  /** The answer was relayed to its end. */
  | { readonly kind: 'done' }
  /** Upstream answered with a status that the caller wanted to keep from the client; nothing was written. */
  | { readonly kind: 'refused'; readonly status: number }
  /** No answer began; nothing was written. */
  | { readonly kind: 'unreachable'; readonly error: Error }
  /** The answer broke off; the client's connection was broken off as well. */
  | { readonly kind: 'broken'; readonly error: Error }
  /** The client left; upstream was told at once. */
  | { readonly kind: 'gone' };

export interface Relay {
  readonly handler: Dispatcher.DispatchHandler;
  readonly outcome: Promise<Outcome>;
  /** The tap on the answer; {@link noTap} until one begins. */
  tap(): Tap;
}

export interface RelayOptions {
  readonly outgoing: ServerResponse;
  readonly trace: Trace;
  /** Whose usage is read; null when the answer is not understood. */
  readonly dialect: Dialect | null;
  /** True for statuses that the client must not see yet. */
  readonly isHeld: (status: number) => boolean;
  /** Headers of ours for the client, flat. */
  readonly extra: (trace: Trace) => readonly string[];
}

/**
 * Hands an upstream answer to the client byte for byte: status, reason, headers with their case, order and repetitions,
 * body with backpressure, trailers. A client that leaves ends the upstream request; an upstream that breaks off breaks
 * the client's connection, so that half an answer never looks whole.
 */
export function createRelay({ outgoing, trace, dialect, isHeld, extra }: RelayOptions): Relay {
  let settle: (outcome: Outcome) => void = () => {};
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  let controller: Dispatcher.DispatchController | null = null;
  let tap = noTap;
  let hasBegun = false;
  let isOver = false;

  const finish = (result: Outcome): void => {
    if (isOver) return;
    isOver = true;
    outgoing.off('close', onClose);
    outgoing.off('drain', onDrain);
    settle(result);
  };
  const onDrain = (): void => controller?.resume();
  const onClose = (): void => {
    if (outgoing.writableFinished) return;
    finish({ kind: 'gone' });
    controller?.abort(new Error('the client left'));
  };
  outgoing.once('close', onClose);
  outgoing.on('drain', onDrain);

  const begin = (control: Dispatcher.DispatchController, status: number, reason: string | undefined): void => {
    hasBegun = true;
    const headers = responseHeaders(toRaw(control.rawHeaders));
    trace.status = status;
    trace.firstByte = performance.now();
    const index = indexHeaders(headers);
    trace.streamed = /^text\/event-stream/i.test(index['content-type'] ?? '');
    if (dialect && status >= 200 && status < 300) tap = createTap(dialect, index);
    outgoing.sendDate = false; // upstream's own, or none
    outgoing.writeHead(status, readReason(reason), [...headers, ...extra(trace)]);
    // A long silence often follows the head, and clients wait for the head. When the body came along, one write carries both.
    process.nextTick(() => {
      if (!outgoing.writableEnded && trace.bytesOut === 0) outgoing.flushHeaders();
    });
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(control) {
      controller = control;
      if (isOver) control.abort(new Error('the client left'));
    },
    onResponseStart(control, status, _headers, reason) {
      if (status < 200 || isOver) return; // informational answers concern one connection only
      if (isHeld(status)) {
        finish({ kind: 'refused', status });
        control.abort(new Error('answer not wanted'));
        return;
      }
      begin(control, status, reason);
    },
    onResponseData(control, chunk) {
      if (isOver) return;
      trace.bytesOut += chunk.length;
      if (!outgoing.write(chunk)) control.pause();
      tap.push(chunk);
    },
    onResponseEnd(control) {
      if (isOver) return;
      const trailers = toPairs(responseHeaders(toRaw(control.rawTrailers)));
      if (trailers.length > 0) outgoing.addTrailers(trailers);
      outgoing.end(() => finish({ kind: 'done' }));
    },
    onResponseError(_control, error) {
      if (isOver) return;
      finish({ kind: hasBegun ? 'broken' : 'unreachable', error });
      if (hasBegun) breakOff(outgoing, error);
    },
  };
  return { handler, outcome, tap: () => tap };
}

/**
 * Ends the client's connection so that nobody can take the answer for complete: what was received goes out first; then
 * a reset when upstream reset (or when the client's HTTP/1.0 could not tell otherwise), else a close without the end of the body.
 */
function breakOff(outgoing: ServerResponse, error: Error): void {
  const { socket } = outgoing;
  if (!socket || socket.destroyed) {
    outgoing.destroy();
    return;
  }
  const mustReset = (error as NodeJS.ErrnoException).code === 'ECONNRESET' || outgoing.req.httpVersion === '1.0';
  const close = (): void => {
    if (mustReset) socket.resetAndDestroy();
    else socket.destroySoon();
  };
  if (socket.writableLength === 0) close();
  else {
    socket.once('drain', close);
    outgoing.once('close', () => socket.off('drain', close));
  }
}

function toRaw(raw: Dispatcher.DispatchController['rawHeaders']): (Uint8Array | string)[] {
  return Array.isArray(raw) ? raw : [];
}

function toPairs(flat: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at]!, flat[at + 1]!]);
  return pairs;
}

/** Node refuses to write control or wide characters in a reason phrase; such a one is replaced by the standard one. */
function readReason(reason: string | undefined): string {
  return reason !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(reason) ? reason : '';
}
