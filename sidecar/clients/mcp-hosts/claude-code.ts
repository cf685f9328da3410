import { join } from 'node:path';
import { plainJson, claudeCode as routed } from '../adapters/claude-code.ts';
import { type McpHost, why } from './types.ts';

/** Servers of the user's scope lie in its state file, not in its settings. */
export const claudeCode = {
  id: 'claude-code',
  name: 'Claude Code',
  detect: routed.detect,
  edits: async ({ command, args }, { env, userHome }) => [
    {
      file: join(env.CLAUDE_CONFIG_DIR || userHome, '.claude.json'),
      format: 'json',
      path: ['mcpServers', 'headroom'],
      set: { value: { type: 'stdio', command, args } },
      why,
      refuses: plainJson,
    },
  ],
} satisfies McpHost;
