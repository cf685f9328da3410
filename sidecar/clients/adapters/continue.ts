import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

const why = 'Continue has a base URL for each model of its list; which of them to route is yours to say.';

export const continueDev = {
  id: 'continue',
  name: 'Continue',
  how: 'steps',
  labels: ['continue'],
  detect: (machine) =>
    findClient(machine, ['cn'], [machine.env.CONTINUE_GLOBAL_DIR || join(machine.userHome, '.continue')]),
  plan: async (proxyUrl) => ({
    edits: [],
    notes: [why],
    steps: [
      `~/.continue/config.yaml, in a model with "provider: anthropic": apiBase: ${proxyUrl}/v1/`,
      `~/.continue/config.yaml, in a model with "provider: openai": apiBase: ${proxyUrl}/v1/`,
    ],
  }),
  verify: async () => [],
  launch: () => ({ programs: [], env: {}, args: [], notes: [why] }),
} as const satisfies ClientAdapter;
