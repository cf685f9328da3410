/** News of Headroom itself: asked for only where an address is configured and somebody has chosen a channel. Nothing is installed. */

/** off: nobody is asked. preview: also versions that are tried out before they are stable. */
export type UpdateChannel = 'off' | 'stable' | 'preview';

/** A version that was published. */
export interface Release {
  /** "1.2.0", "1.3.0-rc.1". */
  readonly version: string;
  readonly channel: 'stable' | 'preview';
  /** Where a person reads about it and gets it; https. */
  readonly page: string;
  /** What is to be had there, with the checksum that it must have. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export interface Updates {
  /** Where the list of releases is; null: nowhere, and nobody is asked. */
  readonly url: string | null;
  readonly channel: UpdateChannel;
  /** The version that runs. */
  readonly current: string;
  /** When the list was last asked for, milliseconds since the epoch; null: never. */
  readonly checkedAt: number | null;
  /** A version of the channel that is newer than the one that runs; null: none is known. */
  readonly newer: Release | null;
  /** Why the last question came to nothing; null: it did not. */
  readonly problem: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
}

/** What the API asks. */
export interface UpdatesDoor {
  /** What is known; asks nobody. */
  read(): Promise<Updates>;
  /**
   * Asks for the list now. What went wrong on the way is in `problem`.
   * @throws AppError updates.absent without an address, updates.off without a channel.
   */
  check(): Promise<Updates>;
}
