/** The list of clients that can start our MCP server, in the order in which people see them: one file, one line. */
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { opencode } from './opencode.ts';
import type { McpHost } from './types.ts';

export const mcpHosts: readonly McpHost[] = [claudeCode, codex, opencode, geminiCli, cursor];
