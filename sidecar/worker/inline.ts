/**
 * The engine in this very process, for commands that end: `headroom compress`, tests, the bench. A door of its own,
 * because the sidecar must not load compressors and token tables that only its engine process uses.
 */
export { compressMessages } from './compress.ts';
export { type DecisionMemo, Optimiser, type Originals } from './optimise.ts';
export type * from './types.ts';
export { loadTokens } from './vocabulary.ts';
