import { clientFlags, dryRunFlag, openClients, tellResults } from '../client-room.ts';
import { defineCommand } from '../types.ts';

export const disconnect = defineCommand({
  id: 'disconnect',
  summary: 'Take Headroom out of a client, or of all: its files are as they were, your own edits stay.',
  args: {
    client: { type: 'positional', description: 'The client by its id or its program, or all.' },
    ...dryRunFlag,
    ...clientFlags,
  },
  async run({ client, 'dry-run': dryRun = false, json, ...flags }, io) {
    const clients = await openClients(flags, io);
    const results = await clients.disconnect(client, { dryRun });
    return tellResults(results, { json, none: 'No client goes through Headroom.' }, io);
  },
});
