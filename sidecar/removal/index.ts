/**
 * Job: everything that Headroom has put on this computer – lists it, and takes it back.
 * Law: one list for showing and for removing; whatever cannot be removed is told, and keeps nothing else from it.
 * Neighbours: stands on clients, service, supervisor, machine; cli asks and removes, api (through services) shows.
 */
export { listChanges } from './changes.ts';
export { freeClients, removeEverything } from './remove.ts';
export type { Change, Installed, Removal } from './types.ts';
