/** Contracts of this room: what clients write down about their conversations, in one shape for all of them. */
import type { ExchangeUsage } from '../contract/exchange.ts';

/** Where an event stands. */
export interface Place {
  /** Id of the client. */
  readonly client: string;
  readonly session: string;
  /** Working directory of the session; '' when the transcript does not tell. */
  readonly project: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One answer of a model, as its provider counted it. */
export interface UsageEvent extends Place {
  readonly kind: 'usage';
  /** The same for every line that repeats this answer, also in other files; null when nothing tells answers apart. */
  readonly key: string | null;
  readonly model: string;
  readonly usage: ExchangeUsage;
}

/** A tool that a model called. */
export interface CallEvent extends Place {
  readonly kind: 'call';
  readonly id: string;
  readonly tool: string;
  /** Shell command, '' for other tools. */
  readonly command: string;
  /** File that the call names, '' when it names none. */
  readonly path: string;
}

/** What a tool answered. */
export interface ResultEvent extends Place {
  readonly kind: 'result';
  /** Id of the call. */
  readonly id: string;
  readonly text: string;
  /** Whether the client says that it failed. */
  readonly isError: boolean;
}

export type TranscriptEvent = UsageEvent | CallEvent | ResultEvent;

/** What is wanted of a transcript: usage alone lets a reader skip most lines without parsing them. */
export type Wanted = 'usage' | 'all';

/** Reads one transcript in its order. Holds what earlier lines said (session, model, directory). */
export interface LineReader {
  /**
   * Events of one line (of a document: of the whole file). Unknown lines give none.
   * @throws SyntaxError when the line is not JSON
   */
  read(line: Buffer): readonly TranscriptEvent[];
}

/** A user's home and environment: clients let their directory be moved. */
export interface Surroundings {
  readonly userHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One client that writes transcripts: one file under clients/, one line in clients/index.ts. */
export interface TranscriptClient {
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Directories that hold its transcripts, absolute. */
  roots(surroundings: Surroundings): readonly string[];
  isTranscript(path: string): boolean;
  /** True for files that are one JSON document rather than lines. */
  isDocument?(path: string): boolean;
  /** A small text file beside the transcript that holds the project's directory. */
  projectFile?(path: string): string;
  open(file: { readonly path: string; readonly project: string; readonly wanted: Wanted }): LineReader;
}
