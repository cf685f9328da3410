import { join } from 'node:path';
import { opencode as routed } from '../adapters/opencode.ts';
import type { Machine } from '../types.ts';
import { type McpHost, why } from './types.ts';

export const opencode = {
  id: 'opencode',
  name: 'OpenCode',
  detect: routed.detect,
  edits: async ({ command, args }, machine) => [
    {
      file: await findConfig(machine),
      format: 'json',
      path: ['mcp', 'headroom'],
      set: { value: { type: 'local', command: [command, ...args], enabled: true } },
      why,
    },
  ],
} satisfies McpHost;

/** Of its global files the one that wins, else a new opencode.json. */
async function findConfig({ env, userHome, exists }: Machine): Promise<string> {
  const home = env.OPENCODE_CONFIG_DIR || join(env.XDG_CONFIG_HOME || join(userHome, '.config'), 'opencode');
  for (const name of ['opencode.jsonc', 'opencode.json', 'config.json']) {
    if (await exists(join(home, name))) return join(home, name);
  }
  return join(home, 'opencode.json');
}
