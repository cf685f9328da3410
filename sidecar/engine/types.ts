/**
 * The engine's contracts. Everything in this room is pure: no clock, no randomness, no files, no network,
 * so that the same history always gives the same bytes (design law 2, "prefix-pure").
 */

/** What is known about where a text came from. Derived only from what stands at or before it in prompt order. */
export interface Hint {
  /** Name of the tool that produced the text, as the client spells it ("Bash", "Read", "mcp__github__list_issues"); '' when unknown. */
  readonly tool: string;
  /** The shell command line, when the tool call has one; '' otherwise. */
  readonly command: string;
  /** The file or directory that the tool call names; '' otherwise. */
  readonly path: string;
  /** The newest text that the user typed at or before this text; '' when there is none. */
  readonly question: string;
  /**
   * What was asked for: identifiers, quoted strings, numbers and rare words of the question and of the tool call,
   * lower case, without duplicates. A row, line or hit that carries one of them must stay.
   */
  readonly terms: readonly string[];
}

/** What a compressor may do and what it can ask. */
export interface Goal {
  /** True when nothing may leave the wire: only re-encodings that keep every fact are allowed. */
  readonly lossless: boolean;
  /** Tokens of a text by the BPE vocabulary o200k (exact); use {@link Goal.estimate} inside loops. */
  count(text: string): number;
  /** Calibrated token estimate, about 20 times faster than {@link Goal.count}. */
  estimate(text: string): number;
}

/** How much of the source is still there, counted in the source's own units. */
export interface Kept {
  /** Plural noun of the unit: "lines", "rows", "hits", "hunks". */
  readonly unit: string;
  readonly shown: number;
  readonly total: number;
}

/** A shorter text that stands for the source. */
export interface Compressed {
  readonly text: string;
  /**
   * Absent: lossless, every fact of the source can still be read in `text`.
   * Present: something left the wire. The engine then stores the source before sending and appends one line that
   * tells what is missing and where the source lies; the compressor itself marks each gap in place ("… 12 lines").
   */
  readonly lossy?: Kept;
}

/**
 * One way to shorten one kind of text. Deterministic, never throws by intent, never drops words inside a line.
 * Regular expressions must not backtrack catastrophically: inputs are hostile and up to tens of megabytes.
 */
export interface Compressor {
  /** Stable, kebab-case, appears in reports and in the ledger. */
  readonly id: string;
  /**
   * clean: takes noise out and hands the text on (terminal control, progress bars).
   * shape: understands the structure; the best-scoring ones that gain are tried, one wins (JSON, search, diff, log).
   * fold:  last resort for what no shape took (repeated blocks).
   */
  readonly stage: 'clean' | 'shape' | 'fold';
  /** It is tried on source code that may be edited, and only on it; all others never see such code. */
  readonly forCode?: true;
  /** It shortens stretches of a text and does not know the whole: what does goes before it. */
  readonly isPartial?: true;
  /** How sure it is that the text is its kind: 0 = not mine, 1 = certain. Cheap: looks at a bounded part of the text. */
  score(text: string, hint: Hint): number;
  /** The shorter text, or null when there is nothing to gain or the text turns out not to be its kind. */
  compress(text: string, hint: Hint, goal: Goal): Compressed | null;
}

/** Why a segment was sent as it came. */
export type KeptReason =
  | 'small' // under the size floor
  | 'no-gain' // no compressor made it shorter by enough
  | 'code' // source code that may be edited next
  | 'recalled' // the answer to a recall: never shrunk again
  | 'suspended' // its edit kind was refused upstream in this conversation
  | 'pinned' // was sent untouched before in this conversation
  | 'late' // the time was up before it was looked at
  | 'fault' // a compressor failed or broke a law
  | 'no-store'; // the source could not be stored, so nothing may leave the wire

/** What was decided for one text. */
export interface Decision {
  /** The replacement, or null when the text goes as it came. */
  readonly text: string | null;
  /** Ids of the compressors that made it, in order of application. */
  readonly by: readonly string[];
  /** Ids of the compressors that took the text for their kind and gained too little; absent: none. */
  readonly tried?: readonly string[];
  readonly reason?: KeptReason;
  readonly lossy?: Kept;
  /** Content address of the stored source; present when `lossy` is. */
  readonly originalId?: string;
  /** o200k tokens of the source and of what is sent: exact up to 16 kB of text, measured beyond, estimated when untouched. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** One editable text of a request, decoded. */
export interface Source {
  readonly text: string;
  readonly hint: Hint;
  /** The client marked this result as an error: lossless folds only. */
  readonly isError: boolean;
  /** Content address of `text` where it is known already; see lib/hash.ts. */
  readonly name?: string;
}

/** Rules that hold for a whole conversation. */
export interface Policy {
  /** cache: every edit is decided once, at first sight. token: smallest payload on every turn. */
  readonly mode: 'cache' | 'token';
  /** False when sources cannot be stored (stateless, disk full): lossless edits only. */
  readonly canStore: boolean;
  /** Directory shown in markers, e.g. "~/.headroom/originals". */
  readonly originalsDir: string;
  /** Compressors that may leave nothing out. */
  readonly gentle?: readonly string[];
  /** Compressors that are not used at all. */
  readonly off?: readonly string[];
}
