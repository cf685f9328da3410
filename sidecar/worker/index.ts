/**
 * The engine in processes of its own: large bodies never block a stream, a crash never costs a socket.
 * Law: whatever happens to a worker, the caller gets its answer or a rejection, and forwards the original.
 * Neighbours: engine/, dialects/, store/originals; used by proxy/ and api/ through types.ts.
 */

export { describeSecond } from './describe-second.ts';
export type { EngineOptions } from './lane.ts';
export { createEngine } from './pool.ts';
export type { SecondLaunch } from './second-engine.ts';
export type * from './types.ts';
