import { resolveOrRelease } from '../guard.ts';
import { runMain } from '../main-run.ts';
import { say, writeUnlessGone } from '../output.ts';
import { serveWraps } from '../serve-wraps.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand } from '../types.ts';

export const proxy = defineCommand({
  id: 'proxy',
  summary: 'Run the proxy until Ctrl-C, quietly.',
  args: {
    open: { type: 'boolean', description: 'Open the dashboard (not the default here).' },
    supervised: {
      type: 'boolean',
      description:
        'Watch it from a second process that replaces it when it dies or hangs (default: when clients are connected).',
      negativeDescription: 'Run it alone.',
    },
    'until-unused': {
      type: 'boolean',
      description: 'End when no wrapped tool uses it any more (what headroom wrap starts).',
    },
    ...settingFlags,
  },
  async run({ open: _open, supervised, 'until-unused': untilUnused, ...flags }, io) {
    const settings = await resolveOrRelease(flags, io);
    if (untilUnused === true) return serveWraps(settings, io);
    const code = await runMain({
      settings,
      io,
      command: 'proxy',
      flags,
      supervised,
      async present(sidecar, isFirst) {
        if (isFirst) await writeUnlessGone(io.stdout, `${sidecar.url}\n`);
        say(io, `Headroom listens at ${sidecar.url}; the dashboard is there, too. Ctrl-C stops it.`);
        return async () => {};
      },
    });
    return code ?? 0;
  },
});
