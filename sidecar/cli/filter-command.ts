import { createInterface } from 'node:readline/promises';
import { AppError } from '../contract/errors.ts';
import { parseFilters } from '../shell/filter-file.ts';
import { type FilterFile, findFilterFiles, trustFilterFile } from '../shell/filter-trust.ts';
import { usage } from './args.ts';
import { say, writeAll } from './output.ts';
import type { ExitCode, Io } from './types.ts';

interface Place {
  readonly home: string;
  readonly directory: string;
}

/** Tells which filter files hold for a directory, and what is wrong with them. */
export async function listFilters({ home, directory }: Place, json: boolean | undefined, io: Io): Promise<ExitCode> {
  const files = (await findFilterFiles(directory, home)).map((file) => {
    const { filters, problem } = look(file);
    const { path, kind, isTrusted } = file;
    return { path, kind, isTrusted, commands: filters.map(({ command }) => command), problem };
  });
  if (json === true) {
    await writeAll(io.stdout, `${JSON.stringify({ files }, null, 2)}\n`);
    return 0;
  }
  const lines = files.map(({ path, isTrusted, commands, problem }) => {
    const state = isTrusted ? 'used' : 'not used: not trusted (headroom filters trust)';
    return `${path}  ${problem ?? state}\n${commands.map((command) => `  ${command}\n`).join('')}`;
  });
  await writeAll(io.stdout, lines.join('') || 'There are no filters here.\n');
  return 0;
}

/**
 * Shows the filter file of a project and asks the person at the terminal whether it may be used. Nobody else can say so:
 * an agent that could would trust what it has just written.
 */
export async function trustFilters({ home, directory }: Place, io: Io): Promise<ExitCode> {
  const file = (await findFilterFiles(directory, home)).find(({ kind }) => kind === 'project');
  if (file === undefined) {
    say(io, 'No project here has a filter file (.headroom/filters.toml).');
    return 1;
  }
  if (file.isTrusted) {
    say(io, `${file.path} is trusted as it is.`);
    return 0;
  }
  const { problem } = look(file);
  if (problem !== null) throw new AppError('filter.malformed', `${file.path}: ${problem}`);
  if ((io.stdin as { isTTY?: boolean }).isTTY !== true) {
    throw usage('a person has to say so at a terminal; nobody can be asked here');
  }
  await writeAll(io.stderr, `${file.path}\n\n${showPlainly(file.text)}\n`);
  const asking = createInterface({ input: io.stdin, output: io.stderr });
  const answer = await asking.question('Shall these lines leave the outputs of your commands? [y/N] ');
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) {
    say(io, 'It is not used.');
    return 1;
  }
  await trustFilterFile(file, home);
  say(io, 'It is used from now on, until somebody changes it.');
  return 0;
}

function look({ text }: FilterFile) {
  try {
    return { filters: parseFilters(text), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { filters: [], problem: error.message };
  }
}

/** Without control characters, by which a file could show something else than it says. */
function showPlainly(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}
