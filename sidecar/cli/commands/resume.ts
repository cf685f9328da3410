import { clientFlags, dryRunFlag, openClientsAndHooks, tellResults, warnUnanswered } from '../client-room.ts';
import { defineCommand } from '../types.ts';

export const resume = defineCommand({
  id: 'resume',
  summary: 'Connect every paused client again.',
  args: { ...dryRunFlag, ...clientFlags },
  async run({ 'dry-run': dryRun = false, json, ...flags }, io) {
    const clients = await openClientsAndHooks(flags, io);
    const results = await clients.resume({ dryRun });
    const code = await tellResults(results, { json, none: 'No client is paused.' }, io);
    await warnUnanswered(results, flags, io);
    return code;
  },
});
