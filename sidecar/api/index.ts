/**
 * Job: the local HTTP door: control API for the page and for scripts, probes, metrics, the peer's endpoints, the page.
 * Law: translates, decides nothing; only this computer, no foreign web page, secrets behind the bearer token.
 * Neighbours: stands on contract and lib; everything else is handed in by services.ts (types.ts says what).
 */
export { createApi, isOwnPath } from './create-api.ts';
export type { ApiDeps, CompressEngine, Env, LedgerReader, OriginalsReader } from './types.ts';
