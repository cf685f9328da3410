import { readVersion } from '../../machine/index.ts';
import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { writeAll } from '../output.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand } from '../types.ts';
import { formatUpdates } from '../update-lines.ts';

export const updates = defineCommand({
  id: 'updates',
  summary: 'Tell whether a newer Headroom is known, or ask now. Nothing is installed.',
  args: {
    action: { type: 'positional', required: false, description: 'status (the default, asks nobody) or check.' },
    json: { type: 'boolean', description: 'Print the answer as JSON, as the API gives it.' },
    'updates-url': settingFlags['updates-url'],
    home: settingFlags.home,
  },
  async run({ action = 'status', json, 'updates-url': url, home }, io) {
    if (action !== 'status' && action !== 'check') throw usage(`"${action}" is none of status, check`);
    const settings = resolveSettings({ 'updates-url': url, home }, io.env);
    const { createUpdates } = await import('../../updates/index.ts');
    const current = await readVersion();
    const door = createUpdates({ home: settings.home, env: io.env, settings, current, now: Date.now });
    const known = await door[action === 'check' ? 'check' : 'read']();
    await writeAll(io.stdout, json === true ? `${JSON.stringify(known, null, 2)}\n` : formatUpdates(known));
    return action === 'check' && known.problem !== null ? 1 : 0;
  },
});
