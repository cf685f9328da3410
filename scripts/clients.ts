// Runs real clients from npm with and without the proxy and compares; `-- --connected`, `-- --lives`: sets them up and back as users do.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientNames, reportClients, scenarioNames } from './bench/clients.ts';
import { reportConnected } from './bench/connected.ts';
import { reportLives } from './bench/lives.ts';

const { values } = parseArgs({
  options: {
    harness: { type: 'string', default: fileURLToPath(new URL('../../shared/bench/provider', import.meta.url)) },
    'clients-dir': { type: 'string' },
    clients: { type: 'string' },
    connected: { type: 'boolean', default: false },
    lives: { type: 'boolean', default: false },
    seed: { type: 'string' },
    'context-window': { type: 'string' },
    scenarios: { type: 'string', default: scenarioNames.join() },
  },
});

const harnessNames = ['claude', 'codex', 'opencode-anthropic', 'gemini'];
const drive = values.lives ? reportLives : values.connected ? reportConnected : null;
const isGood = drive
  ? await drive(values.harness, values['clients-dir'], values.clients?.split(',') ?? harnessNames)
  : await reportClients({
      harness: values.harness,
      clientsDir: values['clients-dir'],
      clients: (values.clients ?? clientNames.join()).split(','),
      scenarios: values.scenarios.split(','),
      seed: values.seed,
      contextWindow: values['context-window'],
    });
process.exitCode = isGood ? 0 : 1;
