import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { listFilters, trustFilters } from '../filter-command.ts';
import { defineCommand } from '../types.ts';

export const filters = defineCommand({
  id: 'filters',
  summary: 'What your own filters do to outputs of headroom run: list them, trust the one of a project.',
  args: {
    action: {
      type: 'positional',
      required: false,
      description: 'list (default), or trust: after you have looked at it.',
    },
    json: { type: 'boolean', description: 'list: print it as JSON.' },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
  },
  async run({ action = 'list', json, home }, io) {
    const place = { home: resolveSettings({ home }, io.env).home, directory: process.cwd() };
    if (action === 'list') return listFilters(place, json, io);
    if (action === 'trust') return trustFilters(place, io);
    throw usage(`"${action}" is nothing that headroom filters can do: list or trust`);
  },
});
