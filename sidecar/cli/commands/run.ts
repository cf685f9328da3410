import { defineCommand } from '../types.ts';

/** The bin goes straight to run-first.ts; this entry is for help, and for callers of the whole command line. */
export const run = defineCommand({
  id: 'run',
  summary: 'Run a command; an agent that reads it gets its output shortened.',
  args: {},
  passesOn: true,
  run: async (_, io, rest) => {
    const { runFiltered } = await import('../run-filtered.ts');
    return runFiltered(rest, io.env);
  },
});
