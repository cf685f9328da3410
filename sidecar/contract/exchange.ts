/**
 * What is known about one request and its answer. Made by proxy/, kept by store/, shown by api/ and app/.
 * Token counts: `usage` is the provider's own count; everything else is counted with o200k.
 */

/** Provider-reported token usage of one answer. */
export interface ExchangeUsage {
  readonly fresh: number;
  readonly write5m: number;
  readonly write1h: number;
  readonly read: number;
  readonly output: number;
}

/** One editable text of the request, as decided. */
export interface ExchangeSegment {
  readonly index: number;
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  readonly by: readonly string[];
  /** Compressors that took it for their kind and gained too little; absent: none, or it was recorded before this was kept. */
  readonly tried?: readonly string[];
  readonly reason: string | null;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** "412 of 480 lines" style counts when something left the wire. */
  readonly lossy: { readonly unit: string; readonly shown: number; readonly total: number } | null;
  /** Content address of the stored source; null when nothing was stored. */
  readonly originalId: string | null;
  /** True when this request is the first that carries it. */
  readonly isNew: boolean;
}

/** One prompt block on both streams, the input of the shadow bill. Digests are hex, tokens o200k. */
export interface ExchangeBlock {
  readonly original: string;
  readonly sent: string;
  readonly tokensOriginal: number;
  readonly tokensSent: number;
  readonly breakpoint: '5m' | '1h' | null;
  /** A breakpoint that only the sent stream has: we set it. */
  readonly added?: '5m';
}

/** How the engine treated the request. */
export type Treatment =
  | 'edited'
  | 'untouched' // nothing to edit or nothing gained
  | 'bypassed' // asked for by header or --no-optimize
  | 'holdout' // left untouched to measure
  | 'failed-open' // engine fault, deadline or dead worker
  | 'replayed' // upstream refused the edited request, the original was sent
  | 'relayed'; // a path that is never edited

export interface Exchange {
  /** ULID-like, sortable by time. */
  readonly id: string;
  /** Milliseconds since the epoch when the request arrived. */
  readonly at: number;
  readonly conversation: string;
  readonly project: string;
  /** Label of the calling tool from its user agent: "claude-code", "codex", …; '' when unknown. */
  readonly client: string;
  readonly provider: string;
  readonly dialect: string;
  readonly model: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly treatment: Treatment;
  /** A short code when something went wrong: "deadline", "worker-died", "client-abort", "upstream-reset", … */
  readonly fault: string | null;
  readonly streamed: boolean;
  readonly bytesIn: number;
  readonly bytesSent: number;
  readonly bytesOut: number;
  /** o200k tokens of all editable segments before and after. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly usage: ExchangeUsage | null;
  /** Milliseconds: from last request byte to upstream send (what we add), to first response byte, to the end. */
  readonly addedMs: number;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
  readonly segments: readonly ExchangeSegment[];
  /** Empty when the body was not read. */
  readonly blocks: readonly ExchangeBlock[];
}

/**
 * Why the provider's cache did not hold what it should have: we changed what was sent before, the client did, or
 * shortened its history (compaction), the pause was longer than the cache lives, another model was asked, the provider let go of it.
 */
export const breakCauses = ['ours', 'client', 'compaction', 'ttl', 'model', 'provider'] as const;
export type BreakCause = (typeof breakCauses)[number];

/** What one compressor did, in one exchange or in several. Texts are tool results at their first appearance. */
export interface CompressorWork {
  readonly compressor: string;
  /** Texts that it took for its kind. */
  readonly seen: number;
  /** Of these, texts that it shortened: where several worked on one, the last of them. */
  readonly shortened: number;
  /** Of these, texts of which something left the wire. */
  readonly lossy: number;
  /** o200k tokens of what it shortened, and how many of them it took out; each text counted once. */
  readonly tokensBefore: number;
  readonly tokensRemoved: number;
  /** Tokens that were not sent, counted again in every request that would have carried them. */
  readonly tokensNotSent: number;
}
