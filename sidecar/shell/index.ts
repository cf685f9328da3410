/**
 * Job: commands that agents run – shortens what they print at the source, and answers the agents' hooks.
 * Law: a command behaves as it would without us; whatever fails, its own bytes are printed.
 * Neighbours: stands on lib, contract and machine; cli/ and api/ stand on it.
 */

export { parseFilters } from './filter-file.ts';
export { type FilterFile, findFilterFiles, trustFilterFile } from './filter-trust.ts';
export { createShellDoor, type ShellDoor } from './hooks.ts';
export { tryRewriting } from './rewrite-trial.ts';
export { runShortened } from './run.ts';
export { formatTrial, judgeTrial, type TrialCell } from './trial-verdict.ts';
