import { join } from 'node:path';
import { defaults } from '../contract/settings.ts';
import { findHome, shortenHome } from '../machine/paths.ts';
import { findFilterPlaces } from '../shell/filter-places.ts';
import { runShortened } from '../shell/run.ts';
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
 * `headroom run`: loads nothing but what it needs, because it stands in front of every command of an agent.
 * @param argv what follows "run". @returns the exit code to end with.
 */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  if (flags.includes('--help') || flags.includes('-h')) {
    process.stdout.write(usageText);
    return 0;
  }
  const [program, ...rest] = end < 0 ? [] : argv.slice(end + 1);
  const unknown = flags.find((flag) => flag !== '--whole');
  if (program === undefined || unknown !== undefined) {
    const problem = unknown === undefined || end < 0 ? 'put the command behind --' : `there is no option ${unknown}`;
    process.stderr.write(`headroom run: ${problem}, as in: headroom run -- git status\n`);
    return 2;
  }
  const { HEADROOM_HOST: host = defaults.host, HEADROOM_PORT: port } = env;
  const home = findHome(env);
  return runShortened([program, ...rest], {
    env,
    isWhole: flags.includes('--whole'),
    spoolDir: join(home, 'spool'),
    async filter(argv, { exitCode, text }) {
      const { project, own } = findFilterPlaces(process.cwd(), home);
      if (project === null && own === null) return null;
      const { applyUserFilters } = await import('../shell/user-filters.ts');
      return applyUserFilters({
        ...{ argv, exitCode, text, home, directory: process.cwd() },
        keep: (whole) => keepOriginal(home, whole),
        tell: (line) => process.stderr.write(`${line}\n`),
      });
    },
    async shorten(output) {
      const body = JSON.stringify(output);
      const limits = { timeoutMs: SHORTEN_MS, maxBytes: 2 * body.length + 4096 };
      const question = { host, port: Number(port ?? defaults.port), path: '/v1/shell-output', body };
      const answer = await askBriefly({ ...question, ...limits });
      return answer === null ? null : readShortened(answer);
    },
  });
}

/** Where the whole output lies, as an agent can open it; null when it could not be stored. Loaded only when it is needed. */
async function keepOriginal(home: string, text: string): Promise<string | null> {
  const { createOriginals } = await import('../store/originals.ts');
  const directory = join(home, 'originals');
  const kept = createOriginals(directory).put(text);
  return kept === null ? null : join(shortenHome(directory), `${kept.id}.txt`);
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
