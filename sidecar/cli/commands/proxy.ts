import { resolveSettings } from '../../settings.ts';
import { makeApiExtras } from '../api-extras.ts';
import { say, writeAll } from '../output.ts';
import { claimPort, keepUntilStopped } from '../run-sidecar.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand } from '../types.ts';

export const proxy = defineCommand({
  id: 'proxy',
  summary: 'Run the proxy until Ctrl-C, quietly.',
  args: {
    open: { type: 'boolean', description: 'Open the dashboard (not the default here).' },
    ...settingFlags,
  },
  async run({ open, ...flags }, io) {
    const settings = resolveSettings(flags, io.env);
    if (!(await claimPort(settings, io))) return 0;
    const { startSidecar } = await import('../../main.ts');
    const sidecar = await startSidecar(settings, makeApiExtras(settings, io.env));
    await writeAll(io.stdout, `${sidecar.url}\n`);
    say(io, `Headroom listens at ${sidecar.url}; the dashboard is there, too. Ctrl-C stops it.`);
    return keepUntilStopped(sidecar, io);
  },
});
