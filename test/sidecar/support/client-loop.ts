/**
 * Connects and disconnects a client for ever, until it is killed: node client-loop.ts <home> <id>.
 * Prints one line when it begins. Edits of a "user" fall in between, as they would.
 */
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClients } from '../../../sidecar/clients/index.ts';

const [home = '', id = '', rc = ''] = process.argv.slice(2);
const env = { HOME: home, PATH: '', SHELL: '/nowhere/bash', GEMINI_API_KEY: 'k' };
const proxyUrl = 'http://127.0.0.1:8787';
const clients = createClients({ home: join(home, '.headroom'), userHome: home, env, proxyUrl, platform: 'linux' });

process.stdout.write('begun\n');
for (let round = 0; ; round++) {
  await clients.connect(id, { force: true });
  if (round % 3 === 1 && rc !== '' && existsSync(rc))
    appendFileSync(rc, `# mine ${readdirSync(home).length} ${round}\n`);
  if (round % 2 === 0) {
    await clients.pause();
    await clients.resume();
  }
  await clients.disconnect(id);
}
