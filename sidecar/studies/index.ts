/**
 * Job: studies of this computer on request – usage of the transcripts, vitals of a project, notes for its agents.
 * Law: what reads much runs in a process of its own, one at a time of each kind; the last report is kept; notes are written only as shown.
 * Neighbours: starts the command line for the reading; stands on learn, machine, contract and lib; services makes it, api asks.
 */
export { findConnected } from './connected.ts';
export { createStudies, type Studies, type StudiesOptions } from './create-studies.ts';
export type { Examine } from './types.ts';
