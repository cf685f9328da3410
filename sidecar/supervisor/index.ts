/**
 * Job: keeps Headroom alive, or clients working without it: one per home, watched by real requests, replaced when it dies.
 * Law: whoever leads clients here leaves somebody behind who leads them back; no decision about settings of clients.
 * Neighbours: stands on lib, contract, machine; cli brings it together with the clients.
 */
export { forgetPause, notePause, type PauseNote, parsePause, readPause } from './pauses.ts';
export {
  claimMain,
  findUrlOf,
  listLiving,
  listTools,
  type MainClaim,
  readMain,
  recordProxy,
  recordTool,
  sweepRecords,
} from './records.ts';
export type { Event, Interception, PauseReason, RunRecord, ToolRecord, Ward, Watched } from './types.ts';
export { type Watch, watchSidecar } from './watch.ts';
