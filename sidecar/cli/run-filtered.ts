import { join } from 'node:path';
import { writeWhole } from '../machine/captured-run.ts';
import { findHome, shortenHome } from '../machine/paths.ts';
import type { RunOptions } from '../shell/run.ts';
import { applyUserFilters } from '../shell/user-filters.ts';
import { createOriginals } from '../store/originals.ts';
import { runCommand } from './run-command.ts';

/** `headroom run` where the user has filters; see run-first.ts. @param argv what follows "run". @returns the exit code to end with. */
export function runFiltered(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return runCommand(argv, env, makeFilter(findHome(env)));
}

/** @param home Headroom's */
function makeFilter(home: string): RunOptions['filter'] {
  return async (argv, { exitCode, text }) => {
    const directory = findDirectory();
    if (directory === null) return null;
    return applyUserFilters({
      ...{ argv, exitCode, text, home, directory },
      keep: async (whole) => keepOriginal(home, whole),
      tell: (line) => writeWhole(2, Buffer.from(`${line}\n`, 'utf8')),
    });
  };
}

/** Null when the current directory has been removed. */
function findDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null; // then no filter is found, which null says
  }
}

/** Where the whole output lies, as an agent can open it; null when it could not be stored. */
function keepOriginal(home: string, text: string): string | null {
  const directory = join(home, 'originals');
  const kept = createOriginals(directory).put(text);
  return kept === null ? null : join(shortenHome(directory), `${kept.id}.txt`);
}
