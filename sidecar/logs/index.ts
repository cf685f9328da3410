/**
 * Job: what Headroom writes down about itself – one small file per home, read by the page, the API and `headroom logs`.
 * Law: no request, no answer and no secret gets in (redacted when written) or out (and again when read); writing never fails a caller.
 * Neighbours: stands on contract and machine; services.ts wires who speaks, api/ and cli/ read.
 */
export { describeDefect } from './describe-defect.ts';
export { createLogReader, type LogReader, logPath } from './reader.ts';
export { findSecrets } from './redact.ts';
export { describeRestart, openSidecarLog, type SidecarLog } from './sidecar-log.ts';
export { createLog, type Log } from './writer.ts';
