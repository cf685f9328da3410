import { resolveSettings } from '../../settings.ts';
import { readInteger } from '../args.ts';
import { guardOn, guardOnce, readPlace } from '../guard.ts';
import { defineCommand } from '../types.ts';

export const guard = defineCommand({
  id: 'guard',
  summary:
    'Give connected clients their own settings back when no Headroom answers (run at login, and by the service).',
  args: {
    wait: { type: 'string', valueHint: 'seconds', description: 'How long Headroom may take to come up (default 20).' },
    watch: { type: 'boolean', description: 'Stay, and do so as soon as the running Headroom is gone.' },
    port: { type: 'string', valueHint: 'number', description: 'Where Headroom listens (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
  },
  async run({ wait, watch, port, home }, io) {
    const settings = readPlace({ port, home }, io.env) ?? resolveSettings({ port, home }, io.env);
    const waitMs = (readInteger('wait', wait, { min: 0, max: 3600 }) ?? 20) * 1000;
    await (watch === true ? guardOn(settings, io) : guardOnce(settings, io, waitMs));
    return 0;
  },
});
