/**
 * The engine's process: the sidecar hands it bodies, it hands back edits. Messages travel as frames over a pipe, so a
 * worker can be killed at any time: requests in its hands are forwarded untouched, sockets are not affected.
 */
import type { ExchangeBlock, ExchangeSegment } from '../contract/exchange.ts';
import type { Insertion } from '../dialects/types.ts';

/** Stands for our own breakpoints in the list of what is suspended. */
export const BREAKPOINTS = 'breakpoints';

export interface OptimiseJob {
  readonly dialect: string;
  /** Conversation id from the request's head; '' when no header names one. See proxy/conversation.ts. */
  readonly conversation: string;
  /** Compressors that leave nothing out in this conversation. */
  readonly gentle?: readonly string[];
  /**
   * True when the provider holds nothing of this conversation: everything may be decided anew, and what is old is shortened
   * further. `epoch` is then a new one.
   */
  readonly isCold?: boolean;
  /**
   * How often the conversation was packed anew; see worker/book.ts. What was sent in it comes out as it was sent. Absent:
   * these texts belong to no conversation, nothing is written down.
   */
  readonly epoch?: number;
  readonly mode: 'cache' | 'token';
  /** Compressor ids that the provider refused in this conversation: not used for texts that are new in this request. */
  readonly suspended: readonly string[];
  /**
   * Places (see {@link OptimiseResult.digests}) of texts that were sent untouched in this conversation although a compressor
   * would have edited them; of what went out unread the digests of the texts themselves.
   */
  readonly pinned: readonly string[];
  readonly canStore: boolean;
  readonly originalsDir: string;
  /**
   * Time in ms after which no further text is worked on: what is known is used, what is new goes untouched and is to be
   * pinned. So a slow moment never changes what was sent before. Absent: no limit.
   */
  readonly budgetMs?: number;
  /** True when breakpoints may be set in a request that has none. */
  readonly mayMark?: boolean;
  /** The second engine may be asked: the result is then thrown away and made again with its answers. */
  readonly mayAsk?: boolean;
  /** Further terms that were asked for, besides those of the conversation. Only for POST /v1/compress. */
  readonly terms?: readonly string[];
}

/** Replace body bytes [start, end) by `bytes`. Sorted, never overlapping. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

export interface OptimiseResult {
  /** Null when the body could not be read as its dialect. */
  readonly read: {
    readonly model: string;
    readonly stream: boolean;
    readonly fingerprint: string;
    readonly session: string | null;
    /** Longest life that the client asked the provider's cache for, in ms; null when it asked for none. */
    readonly ttlMs?: number | null;
  } | null;
  readonly edits: readonly Edit[];
  /** Breakpoints to be put in besides the edits; absent when there are none. */
  readonly marks?: readonly Insertion[];
  readonly segments: readonly ExchangeSegment[];
  /**
   * Digest per segment, same order; what `pinned` refers to. It names the place: the text with all that stands before it,
   * because an equal text further up may have been sent shortened and has to stay so.
   */
  readonly digests: readonly string[];
  /**
   * Places that must go untouched in this conversation from now on, because this time they went untouched for a
   * reason that may pass (a suspended compressor, a source that could not be stored): a later change would break the prefix.
   */
  readonly pin: readonly string[];
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Milliseconds inside the worker. */
  readonly engineMs: number;
}

/** How the second engine does, in the process for ordinary bodies. */
export interface SecondStatus {
  /** idle: nobody has asked yet; suspended: it failed, and is left alone for a while. */
  readonly state: 'idle' | 'starting' | 'ready' | 'suspended';
  /** Its process, while there is one. */
  readonly pid: number | null;
  readonly answers: number;
  /** Times that it was slow, died, or said what nobody understands. */
  readonly failures: number;
  /** Why it was suspended last; '' when it never was. */
  readonly reason: string;
}

/** Sent after the result, off the hot path. */
export type OptimiseBlocks = readonly ExchangeBlock[];

/** The sidecar's view of the engine. Implemented by worker/pool.ts. */
export interface Engine {
  /**
   * Edits for a decoded body. The caller races `result` against its own deadline and forwards the original when that
   * passes; the promise still settles afterwards, so a late result tells the digests to pin. A worker that hangs for
   * seconds is killed and replaced; what it had in hand is tried once more. Rejects with AppError 'worker.died' when this
   * body ended two processes or hung one, 'worker.absent' while the engine has given up, or with the defect that the
   * engine met in this body.
   * `blocks` resolves later, with [] when the worker died; never waited for before forwarding, never rejects.
   */
  optimise(
    body: Uint8Array,
    job: OptimiseJob,
  ): { readonly result: Promise<OptimiseResult>; readonly blocks: Promise<OptimiseBlocks> };
  /** Compress a list of messages (Anthropic or OpenAI shape) outside the proxy: POST /v1/compress. Body = the JSON of the request. */
  compress(body: Uint8Array): Promise<Uint8Array>;
  /** Resolves once the first worker has loaded its tables, or has failed to (about 150 ms after start). */
  readonly whenReady: Promise<void>;
  /** Pids and counters for health. */
  status(): {
    readonly workers: readonly { pid: number; lane: 'normal' | 'heavy'; busy: boolean; uptimeMs: number }[];
    readonly restarts: number;
    readonly givenUp: boolean;
    /** The second engine; null when it is not switched on. */
    readonly second: SecondStatus | null;
    /** Milliseconds since the process for ordinary bodies died, until its successor is ready; 0 while one works. */
    readonly downMs: number;
  };
  close(): Promise<void>;
}
