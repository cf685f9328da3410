/** The list of clients, in the order in which people see them: one file, one line. */
import type { ClientAdapter } from '../types.ts';
import { aider } from './aider.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { continueDev } from './continue.ts';
import { copilotCli } from './copilot-cli.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { goose } from './goose.ts';
import { opencode } from './opencode.ts';
import { other } from './other.ts';
import { zed } from './zed.ts';

export const adapters = [
  claudeCode,
  codex,
  opencode,
  geminiCli,
  copilotCli,
  cursor,
  aider,
  cline,
  continueDev,
  goose,
  zed,
  other,
] as const satisfies readonly ClientAdapter[];

export type ClientId = (typeof adapters)[number]['id'];
