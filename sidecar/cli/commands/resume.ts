import { clientFlags, dryRunFlag, openClientsAndHooks, tellResults } from '../client-room.ts';
import { defineCommand } from '../types.ts';

export const resume = defineCommand({
  id: 'resume',
  summary: 'Connect every paused client again.',
  args: { ...dryRunFlag, ...clientFlags },
  async run({ 'dry-run': dryRun = false, json, ...flags }, io) {
    const clients = await openClientsAndHooks(flags, io);
    return tellResults(await clients.resume({ dryRun }), { json, none: 'No client is paused.' }, io);
  },
});
