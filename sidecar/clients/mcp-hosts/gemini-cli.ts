import { join } from 'node:path';
import { geminiCli as routed, withComments } from '../adapters/gemini-cli.ts';
import { type McpHost, why } from './types.ts';

export const geminiCli = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  detect: routed.detect,
  edits: async ({ command, args }, { env, userHome }) => [
    {
      file: join(env.GEMINI_CLI_HOME || userHome, '.gemini', 'settings.json'),
      format: 'json',
      path: ['mcpServers', 'headroom'],
      set: { value: { command, args } },
      why,
      refuses: withComments,
    },
  ],
} satisfies McpHost;
