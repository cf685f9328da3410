import { join } from 'node:path';
import { cursor as routed } from '../adapters/cursor.ts';
import { type McpHost, why } from './types.ts';

export const cursor = {
  id: 'cursor',
  name: 'Cursor',
  detect: routed.detect,
  edits: async ({ command, args }, { userHome }) => [
    {
      file: join(userHome, '.cursor', 'mcp.json'),
      format: 'json',
      path: ['mcpServers', 'headroom'],
      set: { value: { command, args } },
      why,
    },
  ],
} satisfies McpHost;
