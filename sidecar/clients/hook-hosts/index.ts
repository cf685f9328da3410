/** The list of clients and their hooks, in the order in which people see them: one file, one line. */
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { opencode } from './opencode.ts';
import type { HookHost } from './types.ts';

export const hookHosts: readonly HookHost[] = [claudeCode, codex, opencode, geminiCli, cursor];
