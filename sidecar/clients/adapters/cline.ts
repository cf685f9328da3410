import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

const why = 'Cline keeps its providers in the storage of the editor, which only it can write.';

export const cline = {
  id: 'cline',
  name: 'Cline',
  how: 'steps',
  labels: ['cline'],
  detect: (machine) => findClient(machine, ['cline'], [join(machine.userHome, '.cline')]),
  plan: async (proxyUrl) => ({
    edits: [],
    notes: [why],
    steps: [
      `Cline → settings → API Provider Anthropic → "Use custom base URL": ${proxyUrl}`,
      `Cline → settings → API Provider OpenAI Compatible → Base URL: ${proxyUrl}/v1`,
    ],
  }),
  verify: async () => [],
  launch: () => ({ programs: [], env: {}, args: [], notes: [why] }),
} as const satisfies ClientAdapter;
