/**
 * Job: news of Headroom itself – asks a list of releases whether a newer one is there, and tells.
 * Law: no address, no channel, no question; at most one a day by itself; nothing is fetched but the list, nothing is installed.
 * Neighbours: stands on contract, lib and machine; services keeps it, api and cli ask it.
 */
export { createUpdates, type UpdatesOptions } from './door.ts';
