/**
 * Job: look a project over – where change and complexity meet, what grew too large, what is unused, copied or out of date.
 * Law: offline unless asked otherwise, and reading only; git by its arguments, never a shell; no rank without history, no finding without its place.
 * Neighbours: stands on machine, contract and lib; cli shows.
 */
export { ecosystems } from './ecosystems/index.ts';
export { registries } from './registries/index.ts';
export { scanVitals } from './scan.ts';
export type { VitalsReport } from './types.ts';
