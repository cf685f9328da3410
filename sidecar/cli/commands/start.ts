import { toOrigin } from '../../lib/origin.ts';
import { findBrowser, openBrowser } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { makeApiExtras } from '../api-extras.ts';
import { formatClientLine, listClients } from '../client-lines.ts';
import { say, writeAll } from '../output.ts';
import { claimPort, keepUntilStopped } from '../run-sidecar.ts';
import { settingFlags } from '../setting-flags.ts';
import { showLive } from '../show-live.ts';
import { defineCommand, type Io } from '../types.ts';

export const start = defineCommand({
  id: 'start',
  summary: 'Run the proxy with dashboard, lines to copy and a live summary, until Ctrl-C (what `npm start` does).',
  args: {
    open: {
      type: 'boolean',
      description: 'Open the dashboard when a display is there (the default).',
      negativeDescription: 'Open no browser.',
    },
    ...settingFlags,
  },
  async run({ open, ...flags }, io) {
    const settings = resolveSettings(flags, io.env);
    if (!(await claimPort(settings, io))) {
      await writeAll(io.stdout, `${toOrigin(settings.host, settings.port)}\n`);
      return 0;
    }
    const { startSidecar } = await import('../../main.ts');
    const sidecar = await startSidecar(settings, makeApiExtras(settings, io.env));
    const origin = toOrigin(settings.host, Number(new URL(sidecar.url).port || 80));
    await writeAll(io.stdout, formatWelcome(origin));
    if (settings.proxyToken !== null) say(io, 'Every request must carry the proxy token: x-headroom-proxy-token.');
    if (open !== false) await openDashboard(origin, io);
    const live = showLive(sidecar.services.store, io.stderr);
    return keepUntilStopped(sidecar, io, () => live.end());
  },
});

function formatWelcome(url: string): string {
  const clients = listClients(url);
  const width = Math.max(...clients.map(({ name }) => name.length));
  const lines = clients.map((client) => `  ${client.name.padEnd(width)}  ${formatClientLine(client)}`);
  return [
    '',
    `Headroom   proxy      ${url}`,
    `           dashboard  ${url}/`,
    '',
    'Copy the line of your client into another terminal:',
    '',
    ...lines,
    '',
    'Ctrl-C stops Headroom.',
    '',
    '',
  ].join('\n');
}

async function openDashboard(url: string, io: Io): Promise<void> {
  const browser = findBrowser(`${url}/`, io.env);
  if (browser !== null && !(await openBrowser(browser)))
    say(io, `No browser could be opened; the dashboard is at ${url}/.`);
}
