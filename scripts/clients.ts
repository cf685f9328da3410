// Runs real clients from npm with and without the proxy and compares; `-- --connected` sets them up and back as a user does.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientNames, reportClients, scenarioNames } from './bench/clients.ts';
import { reportConnected } from './bench/connected.ts';

const { values } = parseArgs({
  options: {
    harness: { type: 'string', default: fileURLToPath(new URL('../../shared/bench/provider', import.meta.url)) },
    'clients-dir': { type: 'string' },
    clients: { type: 'string' },
    connected: { type: 'boolean', default: false },
    scenarios: { type: 'string', default: scenarioNames.join() },
  },
});

const harnessNames = ['claude', 'codex', 'opencode-anthropic', 'gemini'];
const isGood = values.connected
  ? await reportConnected(values.harness, values['clients-dir'], values.clients?.split(',') ?? harnessNames)
  : await reportClients({
      harness: values.harness,
      clientsDir: values['clients-dir'],
      clients: (values.clients ?? clientNames.join()).split(','),
      scenarios: values.scenarios.split(','),
    });
process.exitCode = isGood ? 0 : 1;
