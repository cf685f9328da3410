/**
 * The engine's process: the sidecar hands it bodies, it hands back edits. Messages travel as frames over a pipe, so a
 * worker can be killed at any time: requests in its hands are forwarded untouched, sockets are not affected.
 */
import type { ExchangeBlock, ExchangeSegment } from '../contract/exchange.ts';

export interface OptimiseJob {
  readonly dialect: string;
  /** Conversation id; see proxy/conversation.ts. */
  readonly conversation: string;
  readonly mode: 'cache' | 'token';
  /** Compressor ids that the provider refused in this conversation. */
  readonly suspended: readonly string[];
  /** Digests of texts that were sent untouched in this conversation although a compressor would have edited them. */
  readonly pinned: readonly string[];
  readonly canStore: boolean;
  readonly originalsDir: string;
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
  } | null;
  readonly edits: readonly Edit[];
  readonly segments: readonly ExchangeSegment[];
  /** Digest per segment, same order; what `pinned` refers to. */
  readonly digests: readonly string[];
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Milliseconds inside the worker. */
  readonly engineMs: number;
}

/** Sent after the result, off the hot path. */
export type OptimiseBlocks = readonly ExchangeBlock[];

/** The sidecar's view of the engine. Implemented by worker/pool.ts. */
export interface Engine {
  /**
   * Edits for a decoded body. Rejects with AppError 'worker.deadline' or 'worker.died'; the caller then forwards the
   * original. `blocks` resolves later (or with [] when the worker died) and is never waited for before forwarding.
   */
  optimise(
    body: Uint8Array,
    job: OptimiseJob,
  ): { readonly result: Promise<OptimiseResult>; readonly blocks: Promise<OptimiseBlocks> };
  /** Compress a list of messages (Anthropic or OpenAI shape) outside the proxy: POST /v1/compress. Body = the JSON of the request. */
  compress(body: Uint8Array): Promise<Uint8Array>;
  /** Pids and counters for health. */
  status(): {
    readonly workers: readonly { pid: number; lane: 'normal' | 'heavy'; busy: boolean; uptimeMs: number }[];
    readonly restarts: number;
    readonly givenUp: boolean;
  };
  close(): Promise<void>;
}
