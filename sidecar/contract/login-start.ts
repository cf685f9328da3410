/** Headroom started by the desktop at login: whether it is, what was written for it or would be. */

/** A file that is, or would be, there. */
export interface LoginFile {
  /** Absolute. */
  readonly path: string;
  /** For people: "the autostart entry". */
  readonly what: string;
  readonly text: string;
}

export interface LoginStart {
  /** broken: switched on, and yet the next login would not start it. unavailable: it cannot be switched on here. */
  readonly state: 'off' | 'on' | 'broken' | 'unavailable';
  /** Why it is broken or unavailable, and what to do, in words; null otherwise. */
  readonly reason: string | null;
  /** on: what was written. off, broken: what switching it on writes. */
  readonly files: readonly LoginFile[];
  /** Commands that switching it on runs, as a person would type them. */
  readonly commands: readonly string[];
}

/** What the control API asks of whoever knows how this Headroom is started. */
export interface LoginStartDoor {
  read(): Promise<LoginStart>;
  /**
   * Writes what {@link LoginStart} shows, also over what is broken; takes it back. What runs goes on, clients stay as they are.
   * @throws AppError service.unsupported where it is unavailable, service.failed when something stands in the way.
   */
  switch(on: boolean): Promise<LoginStart>;
}
