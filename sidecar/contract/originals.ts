/** Originals that were found by their words: the same for the API, the SDK, agents and the command line. */

/** An original that holds every word of a query. */
export interface OriginalHit {
  readonly id: string;
  /** The line that holds most of the words, counted from 1. */
  readonly line: number;
  /** That line, cut around the match when it is long. */
  readonly text: string;
  /** Further lines that hold words, the best first. */
  readonly others: readonly { readonly line: number; readonly text: string }[];
  readonly bytes: number;
  /** ms since the epoch. */
  readonly storedAt: number;
}

/** What was found, the most recently stored first. */
export interface OriginalHits {
  readonly hits: readonly OriginalHit[];
  /** False when not every stored original was looked at yet, or not all of a very long one: asking again gives more. */
  readonly isComplete: boolean;
}
