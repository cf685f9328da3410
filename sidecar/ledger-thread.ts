/**
 * Job: composition root of the ledger's thread: the ledger with its accountant.
 * Law: wires, no logic. The one place where store and analytics meet.
 * Neighbours: started by store/client.ts as a worker thread.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createAccounting } from './analytics/index.ts';
import { findDialect } from './dialects/index.ts';
import { readPriceOverride } from './store/ledger.ts';
import type { ThreadData } from './store/rpc.ts';
import { runLedger } from './store/thread.ts';

const data = workerData as ThreadData;
if (parentPort !== null) {
  const accounting = createAccounting({
    override: readPriceOverride(data.home),
    cacheOf: (dialect) => findDialect(dialect)?.cache ?? 'automatic',
  });
  runLedger(parentPort, data, accounting);
}
