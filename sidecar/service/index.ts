/**
 * Job: Headroom as a service of the system – what is written and run for it on each system, and how all of it is undone.
 * Law: texts are data; one writer, a manifest with every change, rolled back when it does not come up.
 * Neighbours: stands on lib, contract, machine; cli brings it together with the clients.
 */
export type { Preset } from './types.ts';
