/** What Headroom has recorded on this computer: how much it is, and how it is deleted. */

export interface DataSizes {
  readonly exchanges: number;
  readonly conversations: number;
  /** When the oldest exchange arrived, ms since the epoch; null when there is none. */
  readonly oldestAt: number | null;
  /** The ledger with its side files. */
  readonly ledgerBytes: number;
  readonly originals: number;
  readonly originalsBytes: number;
  /** The words of the originals. */
  readonly indexBytes: number;
  /** Decisions by which running conversations stay the same. */
  readonly memoBytes: number;
  /** Reports that were made of this computer: usage of the transcripts, vitals of projects, notes for agents. */
  readonly studies: number;
  readonly studyBytes: number;
  /** What Headroom wrote down about itself. Not deleted with the rest: it bounds itself. */
  readonly logBytes: number;
}

/** What is to be deleted: all of it, what is older, or what belongs to a project. */
export type DataSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'older'; readonly days: number }
  | { readonly kind: 'project'; readonly project: string };

/** What was deleted or, in a rehearsal, would be. */
export interface DataDeletion {
  readonly exchanges: number;
  readonly conversations: number;
  readonly originals: number;
  readonly originalsBytes: number;
  /** Reports. */
  readonly studies: number;
  /** What stays although it was meant, and why; a sentence each. */
  readonly kept: readonly string[];
}

/** What came out of a file that was imported. */
export interface DataImport {
  readonly exchanges: number;
  readonly originals: number;
  /** Exchanges of the file that were there already. */
  readonly known: number;
}
