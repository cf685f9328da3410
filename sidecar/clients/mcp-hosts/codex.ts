import { join } from 'node:path';
import { codex as routed } from '../adapters/codex.ts';
import type { FileEdit } from '../types.ts';
import { type McpHost, why } from './types.ts';

export const codex = {
  id: 'codex',
  name: 'Codex',
  detect: routed.detect,
  edits: async ({ command, args }, { env, userHome }) => {
    const file = join(env.CODEX_HOME || join(userHome, '.codex'), 'config.toml');
    return Object.entries({ command, args }).map(
      ([key, value]): FileEdit => ({
        file,
        format: 'toml',
        path: ['mcp_servers', 'headroom', key],
        set: { value },
        why,
      }),
    );
  },
} satisfies McpHost;
