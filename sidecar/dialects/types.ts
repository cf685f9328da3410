/**
 * Wire formats. A dialect finds the byte ranges that may be edited and names the blocks of a prompt in the order in
 * which the provider caches them. It never writes a body: edits are spliced by lib/splice.ts.
 */
import type { Hint } from '../engine/types.ts';
import type { JsonTape } from '../lib/json-tape.ts';

/** What a client wrapped around a text inside the same JSON string: it stays, and is no part of the text. */
export interface Frame {
  readonly head: string;
  readonly tail: string;
}

/** A text inside the body that may be edited. */
export interface Segment {
  /** Byte range of the JSON string literal in the body, quotes included. */
  readonly start: number;
  readonly end: number;
  /** The decoded text, without its frame. */
  readonly text: string;
  readonly frame?: Frame;
  readonly hint: Hint;
  readonly isError: boolean;
  /** Index of the prompt block (see {@link Conversation.blocks}) that holds it. */
  readonly block: number;
  /** True when it stands behind the newest assistant message, i.e. is sent for the first time. */
  readonly isNew: boolean;
}

/** One block of the prompt as the provider's cache sees it: a tool, a system block, a message's content block. */
export interface Block {
  /** Byte range in the body; of a plain text block only its string literal, so that "text" and [{text}] are alike. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'tools' | 'system' | 'user' | 'assistant' | 'tool-result' | 'other';
  /** Set when the client put a cache breakpoint on it. */
  readonly breakpoint?: '5m' | '1h';
  /** Byte range of the breakpoint's member inside the block: clients move these marks, so they are no content. */
  readonly mark?: readonly [number, number];
}

/** A request body, read. Segments and blocks are in prompt order (tools, system, messages), whatever the order in the body. */
export interface Conversation {
  readonly model: string;
  readonly stream: boolean;
  readonly segments: readonly Segment[];
  readonly blocks: readonly Block[];
  /** Identifies the conversation when no header does: digest of system text and first user message. */
  readonly fingerprint: string;
  /** Session id inside the body (metadata.user_id, prompt_cache_key), if there is one. */
  readonly session?: string;
}

/** How bodies are scanned, when not from their beginning: the caller may remember what a body shares with an earlier one. */
export type Scan = (body: Uint8Array) => JsonTape | null;

/** The parts of a request head that decide dialect and upstream. Header names in lower case. */
export interface RequestHead {
  readonly method: string;
  /** Path without query and without the /p/<project> prefix. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Token usage as the provider reports it, unified. Absent numbers are 0. */
export interface Usage {
  /** Input tokens billed at list price: neither read from nor written to the cache. */
  fresh: number;
  write5m: number;
  write1h: number;
  read: number;
  output: number;
  /** Model id that the provider says answered; '' when it does not say. */
  model: string;
  /** Whether the answer asked for a tool or ended: 'tool_use', 'end_turn', …; '' when unknown. */
  stop: string;
}

/** Collects usage from an answer as it passes. Sans-IO; must never throw on hostile bytes. */
export interface UsageReader {
  /** Feed decoded (not content-encoded) response bytes, in any chunking. */
  push(chunk: Uint8Array): void;
  /** The totals so far, or null when the answer had none. */
  end(): Usage | null;
}

/** Bytes that are put into a body. */
export interface Insertion {
  /** Byte offset in the body. */
  readonly at: number;
  /** ASCII. */
  readonly text: string;
}

/** A request inside a connection, made readable as a body of its dialect. */
export interface SocketRequest {
  /** The message with everything that its conversation holds before it; null when that is not known: not to be edited. */
  readonly body: Uint8Array | null;
  /** From this byte of the body on its editable texts belong to the message itself, … */
  readonly from: number;
  /** … where they stand this many bytes further in front. */
  readonly shift: number;
}

/** What a message of the provider means for the oldest request that is still open. */
export type SocketAnswer =
  /** It has begun to be answered. */
  | { readonly kind: 'progress' }
  /** The message is no part of an answer. */
  | { readonly kind: 'other' }
  /** It was answered; the message carries its usage. */
  | { readonly kind: 'done' }
  /** It was refused, and stays open until it is dropped. Status 0: the message names none. */
  | { readonly kind: 'refused'; readonly status: number };

/** What one connection has carried. Sans-IO; fed with whole messages of both directions, in order. Never throws. */
export interface SocketChain {
  /** A client's message; null when it asks for no answer. */
  request(message: Uint8Array): SocketRequest | null;
  answer(message: Uint8Array): SocketAnswer;
  /** The oldest open request gets no answer. */
  drop(): void;
}

export interface Dialect {
  readonly id: string;
  /** Which prompt cache the provider keeps: Anthropic's has breakpoints, OpenAI's is automatic. */
  readonly cache: 'breakpoints' | 'automatic';
  /** True when a request with this head has a body that this dialect can read. */
  matches(head: RequestHead): boolean;
  /** Model id in the head, for formats whose bodies do not name it; '' when there is none. */
  model?(head: RequestHead): string;
  /** Null when the body is not what the dialect knows (malformed, truncated, duplicate keys, too deep): forward untouched. */
  read(body: Uint8Array, scan?: Scan): Conversation | null;
  /** Cache breakpoints for a request without any, where they pay; absent where the provider caches by itself. */
  marks?(body: Uint8Array, scan?: Scan): readonly Insertion[];
  /** For formats that are also spoken over WebSocket, one JSON document a text message. */
  readonly socket?: {
    /** True when an upgrade with this head begins such a connection. */
    matches(head: RequestHead): boolean;
    /** @param limit bytes of the longest conversation that is remembered. */
    open(limit: number): SocketChain;
  };
  /** @param contentType of the response, decides between SSE and JSON. */
  usage(contentType: string): UsageReader;
  /** An error answer in the shape that callers of this dialect understand. */
  error(status: number, message: string): { readonly contentType: string; readonly body: string };
}
