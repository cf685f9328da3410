import type { Reader } from './types.ts';

/** Variables that coding agents set for the commands that they run (seen with Claude Code 2.1, Codex 0.169, OpenCode 1.18, Gemini CLI 0.61). */
const agentVariables = [
  'CLAUDECODE',
  'AI_AGENT',
  'CODEX_THREAD_ID',
  'CODEX_CI',
  'OPENCODE',
  'GEMINI_CLI',
  'CURSOR_AGENT',
];

/** What is known of our output; see readDescriptors in machine/. */
export interface Connection {
  readonly stdout: string;
  readonly isTerminal: boolean;
  readonly isFile: boolean;
  readonly leader: string | 'self' | null;
}

/**
 * Who reads what this process prints. In doubt a program: its bytes are left alone.
 *
 * An agent hands its whole command line to a shell that leads a process group. A pipe or a redirection inside that line
 * makes our output another one than the shell's own: then a program reads it. Equal outputs mean that the agent does.
 * @param isWhole the caller knows that nothing stands between the command and the agent (`headroom run --whole`).
 */
export function findReader(
  { stdout, isTerminal, isFile, leader }: Connection,
  env: Readonly<Record<string, string | undefined>>,
  isWhole: boolean,
): Reader {
  if (isTerminal) return 'terminal';
  if (isWhole) return 'agent';
  if (!agentVariables.some((name) => env[name])) return 'program';
  // The agent started us without a shell in between; into a file it may have been told to.
  if (leader === 'self') return isFile ? 'program' : 'agent';
  return leader === stdout ? 'agent' : 'program';
}
