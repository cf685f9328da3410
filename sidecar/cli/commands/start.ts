import type { Settings } from '../../contract/settings.ts';
import { toOrigin } from '../../lib/origin.ts';
import { findBrowser, openBrowser } from '../../machine/index.ts';
import { readMain } from '../../supervisor/index.ts';
import { formatClientLine, listClientLines } from '../client-lines.ts';
import { resolveOrRelease } from '../guard.ts';
import { runMain } from '../main-run.ts';
import { findNeighbour } from '../neighbour.ts';
import { say, writeAll, writeUnlessGone } from '../output.ts';
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
    supervised: {
      type: 'boolean',
      default: true,
      description: 'Watch the proxy from a second process that replaces it when it dies or hangs (the default).',
      negativeDescription: 'Run the proxy alone.',
    },
    ...settingFlags,
  },
  async run({ open, supervised, ...flags }, io) {
    const settings = await resolveOrRelease(flags, io);
    const code = await runMain({
      settings,
      io,
      command: 'start',
      flags: { ...flags, open },
      supervised: supervised !== false,
      async present(sidecar, isFirst) {
        const origin = toOrigin(settings.host, Number(new URL(sidecar.url).port || 80));
        if (isFirst) {
          await writeUnlessGone(io.stdout, formatWelcome(origin));
          if (settings.proxyToken !== null)
            say(io, 'Every request must carry the proxy token: x-headroom-proxy-token.');
          if (open !== false) await openDashboard(origin, io);
        }
        const live = showLive(sidecar.services.store, io.stderr);
        return () => live.end();
      },
    });
    if (code !== null) return code;
    await writeAll(io.stdout, `${await findStanding(settings)}\n`);
    return 0;
  },
});

/** Where the Headroom answers that runs already: on our port, or with our home. */
async function findStanding(settings: Settings): Promise<string> {
  const running = settings.stateless ? null : await readMain(settings.home);
  const isOnPort = (await findNeighbour(settings)).kind === 'headroom';
  return isOnPort || !running?.url ? toOrigin(settings.host, settings.port) : running.url;
}

function formatWelcome(url: string): string {
  const clients = listClientLines(url);
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
