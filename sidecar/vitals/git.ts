import { join } from 'node:path';
import { type Printed, type ProgramOptions, runProgram } from '../machine/index.ts';

/**
 * A repository may come from anywhere, and its own configuration can name programs that git would run: a file monitor,
 * hooks, a signature checker. All of them are off, and nothing is written. The first commit shows no difference: a file's
 * beginning is no change.
 */
const SAFE = [
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'log.showSignature=false'],
  ...[
    '-c',
    'core.quotePath=false',
    '-c',
    'diff.external=',
    '-c',
    'log.showRoot=false',
    '--no-optional-locks',
    '--no-pager',
  ],
];

/** Variables that would lead git elsewhere, as they do inside a hook. */
const NEUTRAL = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_TERMINAL_PROMPT: '0',
  GIT_EXTERNAL_DIFF: undefined,
  LC_ALL: 'C',
};

export type RunGit = (
  args: readonly string[],
  options?: { input?: string; timeoutMs?: number; maxBytes?: number },
) => Promise<Printed>;

/** git in a directory, by its arguments and never through a shell. @param place further arguments in front of the command */
export function makeGit(directory: string, place: readonly string[] = []): RunGit {
  return (args, { input, timeoutMs = 10_000, maxBytes = 256 * 1024 * 1024 } = {}) => {
    const options: ProgramOptions = { timeoutMs, maxBytes, env: NEUTRAL, ...(input === undefined ? {} : { input }) };
    return runProgram('git', [...SAFE, '-C', directory, ...place, ...args], options);
  };
}

/** Whether the directory lies in a work tree; also in a linked one or a submodule, whose .git is a file. */
export async function isInGit(git: RunGit): Promise<boolean> {
  const { code, stdout } = await git(['rev-parse', '--is-inside-work-tree']);
  return code === 0 && stdout.trim() === 'true';
}

/**
 * For a directory without git: an empty repository of ours, through which git still tells what .gitignore and
 * .gitattributes say. Null where no git is installed. @param home of Headroom
 */
export async function borrowGit(directory: string, home: string): Promise<RunGit | null> {
  const empty = join(home, 'vitals', 'empty');
  const made = await runProgram('git', ['init', '-q', '--template=', empty], bounds());
  const place = ['--git-dir', join(empty, '.git'), '--work-tree', directory];
  return made.code === 0 ? makeGit(directory, place) : null;
}

function bounds(): ProgramOptions {
  return { timeoutMs: 10_000, maxBytes: 1024 * 1024, env: NEUTRAL };
}

/** Parts of an output that are ended by NUL. */
export function splitNul(text: string): string[] {
  const parts = text.split('\0');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}
