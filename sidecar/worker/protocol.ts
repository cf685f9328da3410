import type { ExchangeBlock } from '../contract/exchange.ts';
import type { Carried } from './body-shelves.ts';
import type { Edit, OptimiseJob, OptimiseResult, SecondStatus } from './types.ts';

/** Heads of the frames between the sidecar and an engine process. The tail of a job is the body, or what is new of it. */
export type JobHead =
  | { readonly kind: 'optimise'; readonly id: number; readonly job: OptimiseJob }
  | { readonly kind: 'compress'; readonly id: number };

/** A job on the pipe. */
export type SentJobHead = JobHead & { readonly carried: Carried };

/** Edits travel as ranges; their bytes lie one after another in the tail. */
export interface EditRange {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export type ReplyHead =
  | { readonly kind: 'ready' }
  | { readonly kind: 'second'; readonly second: SecondStatus }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly result: Omit<OptimiseResult, 'edits'>;
      readonly ranges: readonly EditRange[];
    }
  | { readonly kind: 'blocks'; readonly id: number; readonly blocks: readonly ExchangeBlock[] }
  | { readonly kind: 'compressed'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

export function packEdits(edits: readonly Edit[]): { ranges: EditRange[]; tail: Uint8Array } {
  return {
    ranges: edits.map(({ start, end, bytes }) => ({ start, end, length: bytes.length })),
    tail: edits.length === 0 ? new Uint8Array(0) : Buffer.concat(edits.map(({ bytes }) => bytes)),
  };
}

export function unpackEdits(ranges: readonly EditRange[], tail: Uint8Array): Edit[] {
  let at = 0;
  return ranges.map(({ start, end, length }) => {
    const bytes = tail.subarray(at, at + length);
    at += length;
    return { start, end, bytes };
  });
}
