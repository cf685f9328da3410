/**
 * Job: the ledger (SQLite in a thread of its own), the originals (plain files) and the index of their words, the token file.
 * Law: the only room with SQL; recording never blocks or throws, and a damaged, locked or full disk never stops the proxy.
 * Neighbours: stands on contract, lib, machine; the accountant is handed in by ledger-thread.ts.
 */
export { createStore, type StoreOptions } from './client.ts';
export { deleteData } from './data-delete.ts';
export { exportData } from './data-export.ts';
export { importData } from './data-import.ts';
export { measureData } from './data-sizes.ts';
export { createOriginals, type Excerpt, type Hits, type Originals } from './originals.ts';
export { searchOriginals } from './originals-search.ts';
export { ensureToken, makeToken, readToken } from './token.ts';
