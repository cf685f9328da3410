/**
 * Job: commands that agents run – shortens what they print at the source, and answers the agents' hooks.
 * Law: a command behaves as it would without us; whatever fails, its own bytes are printed.
 * Neighbours: stands on lib, contract and machine; cli/ and api/ stand on it.
 */

// Only what the resident sidecar needs: the command line takes the rest from the files themselves, when it is asked for.
export { createShellDoor, type ShellDoor } from './hooks.ts';
