/** Messages between the sidecar's main thread and the ledger's. */
import type { ExchangeRow } from '../contract/api.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { Retention } from './sweep.ts';
import type { ConversationMemory } from './types.ts';

/** Given to the thread at its start. */
export interface ThreadData {
  /** Null: keep everything in memory, write nothing. */
  readonly home: string | null;
  readonly retention: Retention;
}

export type CallName =
  | 'summary'
  | 'evidence'
  | 'effects'
  | 'history'
  | 'activity'
  | 'exchanges'
  | 'suspensions'
  | 'exchange'
  | 'conversations'
  | 'segments'
  | 'memories'
  | 'searchOriginals'
  | 'health'
  | 'close';

/** To the thread. Exchanges travel as JSON text: cheaper to send than the object. `seq` is acknowledged when durable. */
export type Request =
  | { readonly kind: 'record'; readonly seq: number; readonly json: string }
  | { readonly kind: 'remember'; readonly conversation: string; readonly memory: ConversationMemory }
  | { readonly kind: 'recall'; readonly originalId: string }
  | { readonly kind: 'retain'; readonly retention: Retention }
  | { readonly kind: 'reprice'; readonly override: string | null }
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly args: readonly unknown[] };

/** From the thread. */
export type Reply =
  | { readonly kind: 'ready' }
  /** Exchanges that are durable, and the rows of those that are new. */
  | { readonly kind: 'recorded'; readonly seqs: readonly number[]; readonly rows: readonly ExchangeRow[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly hint: string | null;
    };

/** What the thread itself knows about its health. */
export interface ThreadHealth {
  readonly ok: boolean;
  readonly messages: readonly string[];
  /** Exchanges that wait in the thread. */
  readonly waiting: number;
  /** Exchanges that could not be read or written and were given up. */
  readonly dropped: number;
}
