/** The contract of a command: one file under commands/, one line in commands/index.ts. */
import type { Readable, Writable } from 'node:stream';
import type { ArgDef, ArgsDef } from 'citty';

/** A stream for people or programs; `isTTY` says which. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command may touch of the process that runs it. */
export interface Io {
  readonly stdin: Readable;
  /** Answers only: what a script would read. */
  readonly stdout: Output;
  /** Talk: progress, warnings, errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0 = done, 1 = an expected failure, 2 = used wrongly (doctor: something is broken); a command that runs another gives its code. */
export type ExitCode = number;

/** The value of one flag or positional: undefined when it may be absent and was (citty's own type forgets that). */
export type ArgValue<D extends ArgDef> = D extends { type: 'boolean' }
  ? boolean | undefined
  : D extends { type: 'positional'; required: false } | { type: 'string' | 'enum' }
    ? string | undefined
    : string;

export type ArgValues<A extends ArgsDef> = { readonly [K in keyof A]: ArgValue<A[K]> };

export interface Command<A extends ArgsDef = ArgsDef> {
  /** What the user types after `headroom`. */
  readonly id: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Flags and positionals; anything else on the command line is a usage error. */
  readonly args: A;
  /** It reads its own command line: what follows its name is handed on as it was typed. */
  readonly passesOn?: true;
  /** What follows a bare `--` belongs to another program and is handed on as it is. */
  readonly takesRest?: true;
  /**
   * Gives the exit code; only a command that stands for another program gives one beyond {@link ExitCode}.
   * @param rest what follows the name, or `--`, for commands that pass it on.
   * @throws AppError for an expected failure; anything else is a defect.
   */
  run(args: ArgValues<A>, io: Io, rest: readonly string[]): Promise<number>;
}

/** Gives a command its exact argument types; the list of commands then holds them all. */
export function defineCommand<const A extends ArgsDef>(command: Command<A>): Command<A> {
  return command;
}
