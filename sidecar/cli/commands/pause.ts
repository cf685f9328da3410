import { clientFlags, dryRunFlag, openClientsAndHooks, tellResults } from '../client-room.ts';
import { defineCommand } from '../types.ts';

export const pause = defineCommand({
  id: 'pause',
  summary: 'Take Headroom out of every connected client for now; `headroom resume` puts it back.',
  args: { ...dryRunFlag, ...clientFlags },
  async run({ 'dry-run': dryRun = false, json, ...flags }, io) {
    const clients = await openClientsAndHooks(flags, io);
    return tellResults(await clients.pause({ dryRun }), { json, none: 'No client is connected.' }, io);
  },
});
