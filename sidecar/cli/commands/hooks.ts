import { usage } from '../args.ts';
import { clientFlags, makeHooks } from '../client-room.ts';
import { setUpClients, setupActions, setupFlags } from '../client-setup.ts';
import { tryHooks } from '../hook-trial.ts';
import { findSettings } from '../own-settings.ts';
import { defineCommand } from '../types.ts';

export const hooks = defineCommand({
  id: 'hooks',
  summary: 'Have clients hand what their tools print to Headroom by a hook: install, status, uninstall.',
  args: {
    action: {
      type: 'positional',
      required: false,
      description: `${setupActions.join(', ')} (default: status), or trial: what the client's own permissions do to rewritten commands.`,
    },
    client: {
      type: 'positional',
      required: false,
      description: 'One client by its id or its program; all that are found unless given.',
    },
    ...clientFlags,
    ...setupFlags,
  },
  async run({ action = 'status', client, 'dry-run': dryRun = false, force = false, json, ...flags }, io) {
    const setup = setupActions.find((one) => one === action);
    const settings = await findSettings(flags, io.env);
    if (action === 'trial') return tryHooks(client ?? 'claude-code', settings, json, io);
    if (setup === undefined)
      throw usage(`"${action}" is nothing that headroom hooks can do; headroom hooks --help tells`);
    const clients = await makeHooks(settings, io.env);
    return setUpClients(clients, { action: setup, command: 'hooks', client, dryRun, force, json }, io);
  },
});
