import { join } from 'node:path';
import { defaults } from '../contract/settings.ts';
import { writeWhole } from '../machine/captured-run.ts';
import { findHome } from '../machine/paths.ts';
import { type RunOptions, runShortened } from '../shell/run.ts';
import type { Shortened } from '../shell/types.ts';
import { askBriefly } from './ask-briefly.ts';

/** A command has waited for itself; nobody should wait for us as well. */
const SHORTEN_MS = 1000;

const usageText = `headroom run: run a command; an agent that reads it gets its output shortened.

  headroom run [--whole] -- <command> [arguments]

Exit code, signals, input and side effects are the command's own. Output that goes to a terminal, a file, a pipe or
another program is left alone, and so is everything when no sidecar answers.

  --whole   nothing stands between the command and the agent (no pipe, no redirection): for hooks
`;

/**
 * `headroom run`: loads nothing but what it needs, because it stands in front of every command of an agent. All that it
 * writes is written when it returns: the process may end at once.
 * @param argv what follows "run". @param filter the user's filters; null where there are none. @returns the exit code to end with.
 */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  filter: RunOptions['filter'] | null,
): Promise<number> {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  if (flags.includes('--help') || flags.includes('-h')) {
    write(1, usageText);
    return 0;
  }
  const [program, ...rest] = end < 0 ? [] : argv.slice(end + 1);
  const unknown = flags.find((flag) => flag !== '--whole');
  if (program === undefined || unknown !== undefined) {
    const problem = unknown === undefined || end < 0 ? 'put the command behind --' : `there is no option ${unknown}`;
    write(2, `headroom run: ${problem}, as in: headroom run -- git status\n`);
    return 2;
  }
  const { HEADROOM_HOST: host = defaults.host, HEADROOM_PORT: port } = env;
  return runShortened([program, ...rest], {
    env,
    isWhole: flags.includes('--whole'),
    spoolDir: join(findHome(env), 'spool'),
    filter: filter ?? (async () => null),
    async shorten(output) {
      const body = JSON.stringify(output);
      const limits = { timeoutMs: SHORTEN_MS, maxBytes: 2 * body.length + 4096 };
      const question = { host, port: Number(port ?? defaults.port), path: '/v1/shell-output', body };
      const answer = await askBriefly({ ...question, ...limits });
      return answer === null ? null : readShortened(answer);
    },
  });
}

function write(fd: 1 | 2, text: string): void {
  writeWhole(fd, Buffer.from(text, 'utf8'));
}

/** Whoever listens there may say anything. */
function readShortened(body: string): Shortened | null {
  try {
    const { text, tokensBefore, tokensAfter } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    if (typeof text !== 'string' || typeof tokensBefore !== 'number' || typeof tokensAfter !== 'number') return null;
    return { text, tokensBefore, tokensAfter };
  } catch {
    return null; // not JSON: then it is not a Headroom, and the command's own output is printed
  }
}
