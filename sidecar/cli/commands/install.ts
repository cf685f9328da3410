import { resolveSettings } from '../../settings.ts';
import { usage } from '../args.ts';
import { actions, applyInstall, controlInstall, removeInstall, tellStatus } from '../service-control.ts';
import { defineCommand } from '../types.ts';

export const install = defineCommand({
  id: 'install',
  summary: 'Run Headroom as a service of this system: apply, status, start, stop, restart, remove.',
  args: {
    action: { type: 'positional', required: false, description: `${actions.join(', ')} (default: status).` },
    preset: {
      type: 'string',
      valueHint: 'name',
      description:
        'persistent-service (default), persistent-task, persistent-docker, or login (only started at login).',
    },
    providers: {
      type: 'string',
      valueHint: 'auto|all|manual',
      description: 'Which clients are connected: those found (auto, the default), all that can be, or only --target.',
    },
    target: {
      type: 'string',
      valueHint: 'client,…',
      description: 'Clients to connect, by their ids; several by commas.',
    },
    scope: {
      type: 'string',
      valueHint: 'user|system',
      description: 'For this user (default), or for the system (root).',
    },
    port: { type: 'string', valueHint: 'number', description: 'Port to listen on (HEADROOM_PORT).' },
    home: { type: 'string', valueHint: 'directory', description: 'Where everything is kept (HEADROOM_HOME).' },
    'dry-run': { type: 'boolean', description: 'apply: print every file and command, and do nothing.' },
    json: { type: 'boolean', description: 'status: print it as JSON.' },
  },
  async run({ action = 'status', port, home, ...options }, io) {
    const settings = resolveSettings({ port, home }, io.env);
    switch (action) {
      case 'apply':
        return applyInstall(settings, options, io);
      case 'status':
        return tellStatus(settings, options.json === true, io);
      case 'start':
      case 'stop':
      case 'restart':
        return controlInstall(settings, action, io);
      case 'remove':
        return removeInstall(settings, io);
      default:
        throw usage(`"${action}" is none of ${actions.join(', ')}`);
    }
  },
});
