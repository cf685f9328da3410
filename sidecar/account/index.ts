/**
 * Job: the account of a person at a service that somebody configured – sign-in with a code, plan, sign-out.
 * Law: nothing is sent unless an account URL is configured and a person started a sign-in; a token is in the keychain or where
 *   the person wants it, never in a log, an answer or an argument; everything works without it.
 * Neighbours: stands on lib, contract, machine; services (for the API) and cli open it, only when it is asked for.
 */
export { type AccountDoor, type AccountOptions, createAccount } from './create-account.ts';
export { createInstalledAccount } from './installed.ts';
export { readRecord } from './records.ts';
export { secretStores } from './secret-stores/index.ts';
export type { SecretStore, SignInRecord } from './types.ts';
