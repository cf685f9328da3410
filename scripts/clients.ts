// Runs Claude Code, Codex, Gemini CLI and OpenCode from npm with and without the proxy and compares. `-- --clients claude --scenarios b-agent12` for some.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientNames, reportClients, scenarioNames } from './bench/clients.ts';

const { values } = parseArgs({
  options: {
    harness: { type: 'string', default: fileURLToPath(new URL('../../shared/bench/provider', import.meta.url)) },
    'clients-dir': { type: 'string' },
    clients: { type: 'string', default: clientNames.join() },
    scenarios: { type: 'string', default: scenarioNames.join() },
  },
});

const isGood = await reportClients({
  harness: values.harness,
  clientsDir: values['clients-dir'],
  clients: values.clients.split(','),
  scenarios: values.scenarios.split(','),
});
process.exitCode = isGood ? 0 : 1;
