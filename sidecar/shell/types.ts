/** Contracts of the shell room: one command whose output is shortened before a client sees it. */

/** Who reads what a command prints: a person, a program that wants the bytes, or an agent that reads it as text. */
export type Reader = 'terminal' | 'program' | 'agent';

/** What a command printed, as it is handed to the engine. */
export interface ShellOutput {
  /** The command line as a person would type it. */
  readonly command: string;
  readonly exitCode: number;
  readonly text: string;
}

/** What the engine made of it. */
export interface Shortened {
  readonly text: string;
  /** o200k tokens of both. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}
