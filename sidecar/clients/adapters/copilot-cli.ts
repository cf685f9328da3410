import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

const programs = ['copilot'] as const;

const why =
  'Copilot CLI has no base URL in its settings. With a GitHub subscription it asks GitHub, past every proxy; with a key of your own it takes a provider from the environment.';

export const copilotCli = {
  id: 'copilot-cli',
  name: 'Copilot CLI',
  how: 'steps',
  labels: ['copilot'],
  detect: (machine) => findClient(machine, programs, [join(machine.userHome, '.copilot')]),
  plan: async (proxyUrl) => ({
    edits: [],
    notes: [why],
    steps: [
      `COPILOT_PROVIDER_TYPE=openai COPILOT_PROVIDER_BASE_URL=${proxyUrl}/v1 COPILOT_PROVIDER_API_KEY="$OPENAI_API_KEY" copilot`,
      `COPILOT_PROVIDER_TYPE=anthropic COPILOT_PROVIDER_BASE_URL=${proxyUrl} COPILOT_PROVIDER_API_KEY="$ANTHROPIC_API_KEY" copilot`,
    ],
  }),
  verify: async () => [],
  launch: (proxyUrl) => ({
    programs,
    env: { COPILOT_PROVIDER_TYPE: 'openai', COPILOT_PROVIDER_BASE_URL: `${proxyUrl}/v1` },
    args: [],
    notes: [why, 'Set COPILOT_PROVIDER_API_KEY to a key of your own.'],
  }),
} as const satisfies ClientAdapter;
