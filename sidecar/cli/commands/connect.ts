import { clientFlags, dryRunFlag, openClients, tellResults, warnUnanswered } from '../client-room.ts';
import { defineCommand } from '../types.ts';

export const connect = defineCommand({
  id: 'connect',
  summary: 'Point a coding client, or all of them, at Headroom; every change is shown and can be taken back.',
  args: {
    client: {
      type: 'positional',
      description: 'The client by its id (headroom clients lists them) or its program, or all.',
    },
    ...dryRunFlag,
    force: { type: 'boolean', description: 'Also a client that was not found on this computer.' },
    ...clientFlags,
  },
  async run({ client, 'dry-run': dryRun = false, force = false, json, ...flags }, io) {
    const clients = await openClients(flags, io);
    const results = await clients.connect(client, { dryRun, force });
    const code = await tellResults(results, { json, none: 'No client that can be set up by file was found.' }, io);
    await warnUnanswered(results, flags, io);
    return code;
  },
});
