/** Contracts of the SDK: where Headroom is looked for, and what a script can ask of it. */
import type { ConversationRow, ExchangeRow, Health, Summary } from '../contract/api.ts';
import type { OriginalHit } from '../contract/originals.ts';

export type { Bill, ConversationRow, ExchangeRow, Health, Summary } from '../contract/api.ts';
export type { OriginalHit } from '../contract/originals.ts';

/** Where Headroom is looked for. Default: the one of this user, wherever it listens now. */
export interface HeadroomOptions {
  /** Its home, when that is not HEADROOM_HOME or ~/.headroom. */
  readonly home?: string;
  /** Its address, when it is known: `http://127.0.0.1:8787`. */
  readonly url?: string;
  /** Token of the control API. Default: the one in its home. */
  readonly token?: string;
  /** Longest wait for one answer in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** Sends requests instead of the global fetch. */
  readonly fetch?: typeof fetch;
}

/** APIs whose SDKs take a base URL. */
export type ProviderApi = 'anthropic' | 'openai' | 'gemini';

/** A list of messages in the shape of Anthropic or OpenAI; everything else of a request may come along. */
export interface CompressRequest<Message> {
  readonly messages: readonly Message[];
  /** Name of the model, as the provider knows it. */
  readonly model: string;
  readonly [more: string]: unknown;
}

/** The same messages with shorter tool results. Counts are 0 when nothing was done. */
export interface Compressed<Message> {
  readonly messages: readonly Message[];
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Ids of the originals of what was left out, for {@link Headroom.retrieve}. */
  readonly originals: readonly string[];
  /** Why the messages came back as they were given; null when Headroom looked at them. */
  readonly skipped: string | null;
}

/** What a span of time is asked about. */
export type Span = { readonly days: number } | { readonly sinceMs: number; readonly untilMs: number };

/**
 * A Headroom that runs, or does not: `baseUrl` and `compress` never fail, so that a program works the same without it.
 * The other calls reject with an AppError: `sdk.unreachable` when none answers, `sdk.refused` when it says no.
 */
export interface Headroom {
  /** Base URL to hand to a provider's SDK; null when no Headroom answers, which is the SDK's own default. */
  baseUrl(api: ProviderApi, options?: { readonly project?: string }): Promise<string | null>;
  /** Shortens tool results; gives the messages back as they are when it cannot. */
  compress<Message>(request: CompressRequest<Message>): Promise<Compressed<Message>>;
  /** The original behind a marker; lines as "20-40", grep as a regular expression. */
  retrieve(id: string, part?: { readonly lines?: string; readonly grep?: string }): Promise<string>;
  /** Originals that hold all these words, the most recently stored first. */
  search(query: string, options?: { readonly limit?: number }): Promise<readonly OriginalHit[]>;
  /** What was spent and what it would have been. */
  summary(span?: Span): Promise<Summary>;
  /** Newest first; `before` is the id of the last row that is known. */
  exchanges(page?: {
    readonly limit?: number;
    readonly before?: string;
    readonly conversation?: string;
  }): Promise<readonly ExchangeRow[]>;
  /** Most recently used first. */
  conversations(page?: { readonly limit?: number }): Promise<readonly ConversationRow[]>;
  health(): Promise<Health>;
}
