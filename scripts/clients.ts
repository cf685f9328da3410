// Runs Claude Code and Codex from npm with and without the proxy and compares. `-- --clients claude --scenarios b-agent12` for some.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  clientNames,
  clientTableHead,
  describeClients,
  formatClientRow,
  runClients,
  scenarioNames,
} from './bench/clients.ts';

const { values } = parseArgs({
  options: {
    harness: { type: 'string', default: fileURLToPath(new URL('../../shared/bench/provider', import.meta.url)) },
    'clients-dir': { type: 'string', default: process.env.CLIENTS_DIR ?? join(tmpdir(), 'clients') },
    clients: { type: 'string', default: clientNames.join() },
    scenarios: { type: 'string', default: scenarioNames.join() },
  },
});

const rows: boolean[] = [];
const skipped = await runClients(
  {
    harness: values.harness,
    clientsDir: values['clients-dir'],
    clients: values.clients.split(','),
    scenarios: values.scenarios.split(','),
  },
  (row) => {
    if (rows.length === 0) console.log(`${describeClients(values['clients-dir']).join(', ')}\n\n${clientTableHead}`);
    rows.push(row.ok);
    console.log(formatClientRow(row));
  },
);
if (skipped !== null) console.log(`skipped: ${skipped}`);
process.exitCode = rows.includes(false) ? 1 : 0;
