import { join } from 'node:path';
import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

const why =
  'Cursor keeps its base URL inside the app, and its own servers build and send the requests: they cannot reach an address on this computer.';

export const cursor = {
  id: 'cursor',
  name: 'Cursor',
  how: 'steps',
  labels: ['cursor'],
  detect: (machine) => findClient(machine, ['cursor', 'cursor-agent'], [join(machine.userHome, '.cursor')]),
  plan: async (proxyUrl) => ({
    edits: [],
    notes: [why],
    steps: [
      'Use Claude Code or Codex in the terminal of Cursor: connected once, they go through Headroom there as well.',
      `Cursor Settings → Models → Override OpenAI Base URL: ${proxyUrl}/v1 (works only where Cursor sends from this computer).`,
    ],
  }),
  verify: async () => [],
  launch: () => ({ programs: [], env: {}, args: [], notes: [why] }),
} as const satisfies ClientAdapter;
