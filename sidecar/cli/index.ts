/**
 * Job: the door for people – reads a command line, runs one command, tells how it ended.
 * Law: stdout answers, stderr talks; no decision of its own; the exit code is set, never forced.
 * Neighbours: contract, lib, machine, services and main below; nobody above.
 */
import type { Writable } from 'node:stream';
import { AppError } from '../contract/errors.ts';
import { readArgs } from './args.ts';
import { commands } from './commands/index.ts';
import { plainUnlessTty, tellFailure } from './output.ts';
import type { Command, Io } from './types.ts';
import { usageOf, usageOfAll } from './usage.ts';

export type { Command, ExitCode, Io, Output } from './types.ts';

/**
 * Runs a command line and gives its exit code: 0 done, 1 expected failure, 2 usage, 70 defect.
 * @param argv what follows the program's name.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    // `headroom show x | head`: the reader has gone, and with it everyone who wanted an answer.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
    return tellFailure(io, error);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name = 'help', ...rest] = argv;
  if (['help', '--help', '-h'].includes(name)) {
    const [about] = rest;
    return about === undefined ? printUsage(io, usageOfAll(commands)) : dispatch([about, '--help'], io);
  }
  if (name === '--version' || name === '-v') return dispatch(['version'], io);
  const command = commands.find((candidate) => candidate.id === name);
  if (command === undefined) {
    io.stderr.write(`headroom: there is no command "${name}"\n  headroom help lists them.\n`);
    return 2;
  }
  try {
    return await runCommand(command, rest, io);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cli.usage' || error.hint !== undefined) throw error;
    throw new AppError('cli.usage', error.message, {
      hint: `headroom ${name} --help tells what it takes.`,
      cause: error,
    });
  }
}

async function runCommand(command: Command, rest: readonly string[], io: Io): Promise<number> {
  if (command.passesOn) return command.run({}, io, rest);
  const end = rest.indexOf('--');
  const flags = end === -1 ? rest : rest.slice(0, end);
  if (flags.includes('--help') || flags.includes('-h'))
    return printUsage(io, plainUnlessTty(io.stdout, await usageOf(command)));
  if (command.takesRest !== true) return command.run(readArgs(rest, command.args), io, []);
  return command.run(readArgs(flags, command.args), io, end === -1 ? [] : rest.slice(end + 1));
}

function printUsage(io: Io, text: string): number {
  io.stdout.write(`${text}\n`);
  return 0;
}

/** Runs this process's own command line. A reader that went away (EPIPE) is no failure, and never a stack trace. */
export async function runProcess(): Promise<void> {
  for (const stream of [process.stdout, process.stderr] as Writable[]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 1;
    });
  }
  process.exitCode = await runCli(process.argv.slice(2), process);
}
