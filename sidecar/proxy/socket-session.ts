import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Dialect, SocketChain, SocketRequest } from '../dialects/types.ts';
import { digest } from '../lib/hash.ts';
import { encodeTextFrame, isControl, Opcode, type SocketFrame, SocketFrameReader } from '../lib/socket-frames.ts';
import { splice } from '../lib/splice.ts';
import type { Ending } from './flow.ts';
import { learnRefused } from './memory.ts';
import { type Optimised, optimise, type Seam } from './optimise.ts';
import type { Room } from './receive.ts';
import type { Trace } from './record.ts';
import { mayBlameEdit } from './replay.ts';
import { type Held, SocketMessage } from './socket-message.ts';
import { createTap } from './tap.ts';

/** A message of a provider beyond this ends the reading of its direction. Bytes. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

export interface SessionOptions {
  readonly client: Duplex;
  readonly upstream: Duplex;
  readonly dialect: Dialect & { readonly socket: NonNullable<Dialect['socket']> };
  readonly seam: Seam;
  readonly room: Room;
  /** Begins the record of one request inside the connection. */
  begin(): Trace;
  /** Ends it. */
  end(trace: Trace, ending: Ending): void;
}

/** A request inside the connection whose answer has not ended. */
interface OpenRequest {
  readonly trace: Trace;
  readonly optimised: Optimised | null;
  /** The client's own frames while they may have to take the place of edited ones; null when what was sent is what came. */
  original: readonly Uint8Array[] | null;
  /** The refusal that made us send the original. */
  refusal: number | null;
  hasBegun: boolean;
}

/**
 * Both directions of a WebSocket that carries requests of a dialect. Frames of requests are held until the engine has
 * spoken; everything else passes as it comes. Whatever is not understood makes its direction opaque: it is relayed
 * byte for byte from there on.
 */
export class SocketSession {
  private readonly options: SessionOptions;
  private readonly chain: SocketChain;
  private readonly requests: SocketFrameReader;
  private readonly answers = new SocketFrameReader({ limit: LONGEST_ANSWER, isMasked: false });
  private readonly open: OpenRequest[] = [];
  private asked = new SocketMessage();
  private answered = new SocketMessage();
  private isDone = false;

  constructor(options: SessionOptions) {
    this.options = options;
    const limit = options.seam.settings.maxEditBytes;
    this.chain = options.dialect.socket.open(limit);
    this.requests = new SocketFrameReader({ limit, isMasked: true });
  }

  /** Takes bytes of the client, in order; resolves when more may come. */
  async fromClient(chunk: Uint8Array): Promise<void> {
    const { requests } = this;
    for (const frame of requests.push(chunk)) {
      // Between the fragments of a message control frames may pass in front of what is held.
      if (isControl(frame.opcode) || this.asked.isPassed(frame)) await this.send([frame.bytes]);
      else if (this.asked.add(frame) > this.options.seam.settings.maxEditBytes) requests.isOpaque = true;
      else if (frame.isFinal) await this.request(this.asked.take());
    }
    if (requests.isOpaque) await this.send([...this.asked.take().frames, requests.takeRest()]);
  }

  /** The client says no more. */
  async endClient(): Promise<void> {
    await this.send([...this.asked.take().frames, this.requests.takeRest()]);
  }

  /** Takes bytes of the provider and gives what is to be passed on now. */
  fromUpstream(chunk: Uint8Array): Uint8Array[] {
    const passed: Uint8Array[] = [];
    for (const frame of this.answers.push(chunk)) this.answer(frame, passed);
    if (this.answers.isOpaque) passed.push(...this.answered.take().frames, this.answers.takeRest());
    return passed;
  }

  /** What is still held of the provider's bytes when its direction ends. */
  endUpstream(): Uint8Array[] {
    return [...this.answered.take().frames, this.answers.takeRest()];
  }

  /** The connection is over: what is still open was cut off. */
  close(fault: string): void {
    this.isDone = true;
    for (const open of this.open.splice(0)) {
      open.trace.fault ??= fault;
      this.options.end(open.trace, { relay: null, optimised: open.optimised });
    }
  }

  private async request({ frames, bytes }: Held): Promise<void> {
    const { begin } = this.options;
    const request = guard(() => this.chain.request(bytes), null);
    if (request === null || this.isDone) {
      await this.send(frames);
      return;
    }
    const trace = begin();
    trace.received = performance.now();
    trace.bytesIn = sizeOf(frames);
    const optimised = await this.optimise(request, trace, bytes);
    const edited = editOwn(bytes, request, optimised);
    const sent = edited === null ? frames : [encodeTextFrame(edited, randomBytes(4))];
    trace.dispatched = performance.now();
    trace.bytesSent = sizeOf(sent);
    const original = edited === null ? null : frames;
    this.open.push({ trace, optimised, original, refusal: null, hasBegun: false });
    if (this.isDone) this.close('client-abort');
    await this.send(sent);
  }

  private async optimise({ body, shift }: SocketRequest, trace: Trace, message: Uint8Array): Promise<Optimised | null> {
    const { seam, room, dialect } = this.options;
    if (body === null || room.used + body.length > room.capacity) {
      trace.treatment = 'untouched';
      trace.fault = body === null ? 'unknown-history' : null;
      guard(() => this.pin(trace, message), undefined);
      return null;
    }
    room.used += body.length;
    try {
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      const optimised = await optimise(shift > 0 ? { ...seam, isAppendOnly: true } : seam, trace.route, dialect, bytes);
      trace.conversation = optimised.conversation;
      trace.treatment = optimised.treatment;
      trace.fault = optimised.fault;
      trace.result = optimised.result;
      if (optimised.treatment === 'edited' && optimised.result && optimised.body)
        seam.texts.note(trace.id, optimised.body, optimised.result);
      if (optimised.treatment === 'failed-open') void this.pinLate(optimised);
      return { ...optimised, chunks: null, body: null };
    } finally {
      room.used -= body.length;
    }
  }

  /** Texts that go out unread stay as they are, should the client send them again with all that stands before them. */
  private pin(trace: Trace, message: Uint8Array): void {
    const read = this.options.dialect.read(message);
    this.keepPins(trace.conversation, read?.segments.map(({ text }) => digest(text)) ?? []);
  }

  /** The same for texts that the engine would have edited, had it been in time. */
  private async pinLate({ facts }: Optimised): Promise<void> {
    const { conversation, result } = await facts;
    const isEdit = (at: number): boolean => result?.segments[at]?.isNew === true && result.segments[at].by.length > 0;
    this.keepPins(conversation, result?.digests.filter((_, at) => isEdit(at)) ?? []);
  }

  private keepPins(conversation: string, digests: readonly string[]): void {
    if (conversation === '' || digests.length === 0) return;
    const { memories } = this.options.seam;
    const memory = memories.get(conversation);
    for (const one of digests) memory.pinned.add(one);
    memories.keep(conversation, memory);
  }

  private answer(frame: SocketFrame, passed: Uint8Array[]): void {
    if (frame.opcode === Opcode.close) passed.push(...this.answered.take().frames);
    if (isControl(frame.opcode) || this.answered.isPassed(frame)) {
      passed.push(frame.bytes);
      return;
    }
    const open = this.open[0];
    const size = this.answered.add(frame);
    // Only the first answer to an edited request is held: it may be a refusal.
    if (!open || open.original === null || open.hasBegun) passed.push(...this.answered.takeFrames());
    if (!frame.isFinal) {
      if (size > LONGEST_ANSWER) this.answers.isOpaque = true;
      return;
    }
    const { frames, bytes } = this.answered.take();
    if (open) open.trace.bytesOut += bytes.length;
    if (open === undefined || !this.react(open, bytes)) passed.push(...frames);
  }

  /** @returns true when the message is kept from the client. */
  private react(open: OpenRequest, message: Uint8Array): boolean {
    const { trace } = open;
    const answer = guard(() => this.chain.answer(message), { kind: 'other' } as const);
    if (answer.kind === 'refused' && this.mayReplay(open, answer.status)) {
      open.refusal = answer.status;
      trace.treatment = 'replayed';
      trace.fault = `refused-${answer.status}`;
      const { original } = open;
      open.original = null;
      void this.send(original ?? []);
      return true;
    }
    if (answer.kind === 'other') return false;
    trace.firstByte ??= performance.now();
    if (answer.kind === 'refused') this.refuse(open, answer.status);
    else this.accept(open);
    open.hasBegun = true;
    open.original = null;
    if (answer.kind !== 'progress') this.conclude(open, message);
    return false;
  }

  /** Nothing of the answer has reached the client, and no other request could come out of order. */
  private mayReplay({ original, hasBegun }: OpenRequest, status: number): boolean {
    return original !== null && !hasBegun && this.open.length === 1 && mayBlameEdit(status);
  }

  private accept({ trace, optimised, refusal, hasBegun }: OpenRequest): void {
    trace.status = 200;
    trace.streamed = true;
    if (hasBegun || !optimised?.result) return;
    const { memories, now } = this.options.seam;
    const memory = memories.get(trace.conversation);
    if (refusal !== null) {
      learnRefused(memory, optimised.result);
      memories.keep(trace.conversation, memory);
    } else if (trace.treatment === 'edited') memory.edited = { at: now(), model: optimised.result.read?.model ?? '' };
  }

  private refuse({ trace, optimised, hasBegun }: OpenRequest, status: number): void {
    this.chain.drop();
    trace.status = status || 502;
    if (!hasBegun || trace.treatment !== 'edited' || !optimised?.result || !mayBlameEdit(status)) return;
    // Too late to try the original: what is new is not edited any more.
    const { memories } = this.options.seam;
    const memory = memories.get(trace.conversation);
    learnRefused(memory, optimised.result);
    memories.keep(trace.conversation, memory);
  }

  private conclude(open: OpenRequest, message: Uint8Array): void {
    this.open.shift();
    const tap = createTap(this.options.dialect, { 'content-type': 'application/json' });
    tap.push(message);
    this.options.end(open.trace, { relay: { tap }, optimised: open.optimised });
  }

  private async send(frames: readonly Uint8Array[]): Promise<void> {
    const { upstream } = this.options;
    if (upstream.destroyed) return;
    let isFull = false;
    upstream.cork();
    for (const frame of frames) if (frame.length > 0) isFull = !upstream.write(frame);
    upstream.uncork();
    if (isFull && upstream.writableNeedDrain) await drained(upstream);
  }
}

/** The message with the edits that concern its own texts; null when there are none. */
function editOwn(message: Uint8Array, { from, shift }: SocketRequest, optimised: Optimised | null): Uint8Array | null {
  if (optimised?.treatment !== 'edited' || optimised.result === null) return null;
  const own = optimised.result.edits
    .filter(({ start }) => start >= from)
    .map(({ start, end, bytes }) => ({ start: start - shift, end: end - shift, bytes }));
  return own.length === 0 ? null : Buffer.concat(splice(message, own));
}

function sizeOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, frame) => sum + frame.length, 0);
}

/** A defect in reading must not cost the connection: it is relayed as it comes. */
function guard<T, F>(read: () => T, otherwise: F): T | F {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}
