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

type Controller = Dispatcher.DispatchController;

/**
 * Hands an upstream answer to the client byte for byte: status, reason, headers with their case, order and repetitions,
 * body with backpressure, trailers. A client that leaves ends the upstream request; an upstream that breaks off breaks
 * the client's connection, so that half an answer never looks whole.
 */
export class Relay implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Outcome>;
  /** The tap on the answer; {@link noTap} until one begins. */
  tap: Tap = noTap;
  private readonly options: RelayOptions;
  private settle: (outcome: Outcome) => void = () => {};
  private controller: Controller | null = null;
  private hasBegun = false;
  private isOver = false;

  constructor(options: RelayOptions) {
    this.options = options;
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
    options.outgoing.once('close', this.onClose);
    options.outgoing.on('drain', this.onDrain);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.isOver) controller.abort(new Error('the client left'));
  }

  onResponseStart(controller: Controller, status: number, _headers: unknown, reason?: string): void {
    if (status < 200 || this.isOver) return; // informational answers concern one connection only
    if (this.options.isHeld(status)) {
      this.finish({ kind: 'refused', status });
      controller.abort(new Error('answer not wanted'));
      return;
    }
    this.begin(controller, status, reason);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.isOver) return;
    this.options.trace.bytesOut += chunk.length;
    if (!this.options.outgoing.write(chunk)) controller.pause();
    this.tap.push(chunk);
  }

  onResponseEnd(controller: Controller): void {
    if (this.isOver) return;
    const { outgoing } = this.options;
    const trailers = toPairs(responseHeaders(toRaw(controller.rawTrailers)));
    if (trailers.length > 0) outgoing.addTrailers(trailers);
    outgoing.end(() => this.finish({ kind: 'done' }));
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (this.isOver) return;
    this.finish({ kind: this.hasBegun ? 'broken' : 'unreachable', error });
    if (this.hasBegun) breakOff(this.options.outgoing, error);
  }

  private begin(controller: Controller, status: number, reason: string | undefined): void {
    const { outgoing, trace, dialect, extra } = this.options;
    this.hasBegun = true;
    const headers = responseHeaders(toRaw(controller.rawHeaders));
    trace.status = status;
    trace.firstByte = performance.now();
    const index = indexHeaders(headers);
    trace.streamed = /^(?:text\/event-stream|application\/vnd\.amazon\.eventstream)/i.test(index['content-type'] ?? '');
    if (dialect && status >= 200 && status < 300) this.tap = createTap(dialect, index);
    outgoing.sendDate = false; // upstream's own, or none
    outgoing.writeHead(status, readReason(reason), [...headers, ...extra(trace)]);
    // A long silence often follows the head, and clients wait for the head. When the body came along, one write carries both.
    process.nextTick(() => {
      if (!outgoing.writableEnded && trace.bytesOut === 0) outgoing.flushHeaders();
    });
  }

  private readonly onDrain = (): void => this.controller?.resume();

  private readonly onClose = (): void => {
    if (this.options.outgoing.writableFinished) return;
    this.finish({ kind: 'gone' });
    this.controller?.abort(new Error('the client left'));
  };

  private finish(outcome: Outcome): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.outgoing.off('close', this.onClose);
    this.options.outgoing.off('drain', this.onDrain);
    this.settle(outcome);
  }
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
  if (!mustReset) socket.destroySoon();
  else if (socket.writableLength === 0) socket.resetAndDestroy();
  // Its callback comes when everything before it is written; 'drain' would only come when somebody had been told to wait.
  else socket.write('', () => socket.resetAndDestroy());
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
